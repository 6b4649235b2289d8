package org.isopleth.radiomics.read.metaimage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.isopleth.radiomics.read.Axes;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.SampleType;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.volume.Vector3;

/// The lines `Key = Value` before the voxels of a MetaImage; `ElementDataFile` is the last. Immutable.
final class MetaImageHeader {
    private static final int MAX_BYTES = 1 << 16;
    private static final int MAX_CHANNELS = 4096;

    private final Map<String, String> values;
    private final int bytes;

    private MetaImageHeader(Map<String, String> values, int bytes) {
        this.values = values;
        this.bytes = bytes;
    }

    static MetaImageHeader read(InputStream in) throws IOException {
        Map<String, String> values = new HashMap<>();
        StringBuilder line = new StringBuilder();
        int bytes = 0;
        while (!values.containsKey("ElementDataFile")) {
            int c = in.read();
            if (c < 0 || ++bytes > MAX_BYTES) {
                throw values.isEmpty() ? new UnreadableException(Reason.FORMAT_UNKNOWN) : ended(c);
            }
            if (c != '\n') {
                line.append((char) c);
                continue;
            }
            put(values, new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
            line.setLength(0);
        }
        return new MetaImageHeader(values, bytes);
    }

    private static UnreadableException ended(int c) {
        return new UnreadableException(c < 0 ? Reason.FILE_TRUNCATED : Reason.HEADER_TOO_LONG);
    }

    private static void put(Map<String, String> values, String line) throws EOFException {
        int equals = line.indexOf('=');
        if (equals < 0 && line.isBlank()) {
            return;
        }
        String key = equals < 0 ? "" : line.substring(0, equals).strip();
        // ObjectType, where it is written, or NDims comes first.
        if (key.isEmpty() || (values.isEmpty() && !key.equals("ObjectType") && !key.equals("NDims"))) {
            throw new UnreadableException(values.isEmpty() ? Reason.FORMAT_UNKNOWN : Reason.HEADER_DAMAGED);
        }
        if (values.put(key, line.substring(equals + 1).strip()) != null) {
            throw damaged();
        }
    }

    private static UnreadableException damaged() {
        return new UnreadableException(Reason.HEADER_DAMAGED);
    }

    private String required(String key) {
        return value(key).orElseThrow(MetaImageHeader::damaged);
    }

    /// The first of several keys, which older writers used for the same thing.
    private Optional<String> value(String... keys) {
        for (String key : keys) {
            if (values.containsKey(key)) {
                return Optional.ofNullable(values.get(key));
            }
        }
        return Optional.empty();
    }

    private boolean flag(String... keys) {
        return value(keys).orElse("False").equalsIgnoreCase("True");
    }

    private static double[] numbers(String text, int count) {
        String[] words = text.split("\\s+", -1);
        if (words.length != count) {
            throw damaged();
        }
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            try {
                numbers[i] = Double.parseDouble(words[i]);
            } catch (NumberFormatException e) {
                throw damaged();
            }
        }
        return numbers;
    }

    private static int whole(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw damaged();
        }
    }

    /// Columns, rows, slices.
    long[] sizes() {
        if (!required("NDims").equals("3")) {
            throw new UnreadableException(Reason.NOT_THREE_DIMENSIONAL);
        }
        double[] sizes = numbers(required("DimSize"), 3);
        return new long[] {(long) sizes[0], (long) sizes[1], (long) sizes[2]};
    }

    Axes axes() {
        double[] spacing =
                numbers(value("ElementSpacing").orElseThrow(() -> new UnreadableException(Reason.SPACING_INVALID)), 3);
        double[] axes =
                numbers(value("TransformMatrix", "Rotation", "Orientation").orElse("1 0 0 0 1 0 0 0 1"), 9);
        double[] origin = numbers(value("Offset", "Position", "Origin").orElse("0 0 0"), 3);
        return new Axes(
                new Vector3(axes[0], axes[1], axes[2]).times(spacing[0]),
                new Vector3(axes[3], axes[4], axes[5]).times(spacing[1]),
                new Vector3(axes[6], axes[7], axes[8]).times(spacing[2]),
                new Vector3(origin[0], origin[1], origin[2]));
    }

    int channels() {
        int channels = whole(value("ElementNumberOfChannels").orElse("1"));
        if (channels < 1 || channels > MAX_CHANNELS) {
            throw damaged();
        }
        return channels;
    }

    SampleType type() {
        return switch (required("ElementType")) {
            case "MET_CHAR" -> SampleType.INT8;
            case "MET_UCHAR" -> SampleType.UINT8;
            case "MET_SHORT" -> SampleType.INT16;
            case "MET_USHORT" -> SampleType.UINT16;
            case "MET_INT" -> SampleType.INT32;
            case "MET_UINT" -> SampleType.UINT32;
            case "MET_LONG_LONG" -> SampleType.INT64;
            case "MET_ULONG_LONG" -> SampleType.UINT64;
            case "MET_FLOAT" -> SampleType.FLOAT32;
            case "MET_DOUBLE" -> SampleType.FLOAT64;
            // MET_LONG has four bytes or eight, depending on who wrote it.
            default -> throw new UnreadableException(Reason.SAMPLES_NOT_SCALAR);
        };
    }

    ByteOrder order() {
        return flag("BinaryDataByteOrderMSB", "ElementByteOrderMSB") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    boolean isText() {
        return !value("BinaryData").orElse("True").equalsIgnoreCase("True");
    }

    boolean isCompressed() {
        return flag("CompressedData");
    }

    /// Bytes before the voxels; -1 for voxels at the end of the file.
    int skip() {
        int skip = whole(value("HeaderSize").orElse("0"));
        if (skip < -1 || (skip == -1 && (isText() || isCompressed()))) {
            throw damaged();
        }
        return skip;
    }

    boolean isLocal() {
        return dataFile().equalsIgnoreCase("LOCAL");
    }

    String dataFile() {
        return required("ElementDataFile");
    }

    /// Bytes up to the voxels.
    int bytes() {
        return bytes;
    }
}
