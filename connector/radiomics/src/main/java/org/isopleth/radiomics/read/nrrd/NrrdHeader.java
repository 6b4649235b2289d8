package org.isopleth.radiomics.read.nrrd;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.SampleType;
import org.isopleth.radiomics.read.UnreadableException;

/// The lines before the voxels of an NRRD file. Immutable.
final class NrrdHeader {
    /// How the voxels are written.
    enum Encoding {
        RAW,
        GZIP,
        TEXT
    }

    /// A segmentation of a hundred segments takes about 50 kB.
    private static final int MAX_BYTES = 1 << 20;

    private final Map<String, String> fields;
    private final Map<String, String> values;
    private final int bytes;

    private NrrdHeader(Map<String, String> fields, Map<String, String> values, int bytes) {
        this.fields = fields;
        this.values = values;
        this.bytes = bytes;
    }

    /// Reads up to the empty line, or to the end of a detached header.
    static NrrdHeader read(InputStream in) throws IOException {
        Lines lines = new Lines(in);
        Optional<String> magic = lines.next();
        if (magic.isEmpty() || !magic.get().startsWith("NRRD000")) {
            throw new UnreadableException(Reason.FORMAT_UNKNOWN);
        }
        Map<String, String> fields = new HashMap<>();
        Map<String, String> values = new HashMap<>();
        for (Optional<String> line = lines.next();
                line.isPresent() && !line.get().isEmpty();
                line = lines.next()) {
            String text = line.get();
            int value = text.indexOf(":=");
            int field = text.indexOf(": ");
            if (text.startsWith("#")) {
                continue;
            }
            if (value >= 0 && (field < 0 || value < field)) {
                values.put(text.substring(0, value), text.substring(value + 2));
            } else if (field >= 0) {
                String name = text.substring(0, field).toLowerCase(Locale.ROOT).replace(" ", "");
                if (fields.put(name, text.substring(field + 2).strip()) != null) {
                    throw new UnreadableException(Reason.HEADER_DAMAGED);
                }
            } else {
                throw new UnreadableException(Reason.HEADER_DAMAGED);
            }
        }
        return new NrrdHeader(fields, values, lines.bytes);
    }

    /// Lines of a bounded number of bytes.
    private static final class Lines {
        private final InputStream in;
        private int bytes;

        Lines(InputStream in) {
            this.in = in;
        }

        /// The next line without its end; empty at the end of the file.
        Optional<String> next() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int c = in.read();
            if (c < 0) {
                return Optional.empty();
            }
            while (c >= 0 && c != '\n') {
                if (++bytes > MAX_BYTES) {
                    throw new UnreadableException(Reason.HEADER_TOO_LONG);
                }
                line.write(c);
                c = in.read();
            }
            bytes += c < 0 ? 0 : 1;
            String text = line.toString(StandardCharsets.UTF_8);
            return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
        }
    }

    /// Bytes up to the voxels, of an attached header.
    int bytes() {
        return bytes;
    }

    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    String required(String name) {
        return field(name).orElseThrow(() -> new UnreadableException(Reason.HEADER_DAMAGED));
    }

    /// A key/value pair, such as those of segments.
    Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    SampleType type() {
        return switch (required("type").toLowerCase(Locale.ROOT)) {
            case "signed char", "int8", "int8_t" -> SampleType.INT8;
            case "uchar", "unsigned char", "uint8", "uint8_t" -> SampleType.UINT8;
            case "short", "short int", "signed short", "signed short int", "int16", "int16_t" -> SampleType.INT16;
            case "ushort", "unsigned short", "unsigned short int", "uint16", "uint16_t" -> SampleType.UINT16;
            case "int", "signed int", "int32", "int32_t" -> SampleType.INT32;
            case "uint", "unsigned int", "uint32", "uint32_t" -> SampleType.UINT32;
            case "longlong",
                    "long long",
                    "long long int",
                    "signed long long",
                    "signed long long int",
                    "int64",
                    "int64_t" -> SampleType.INT64;
            case "ulonglong", "unsigned long long", "unsigned long long int", "uint64", "uint64_t" -> SampleType.UINT64;
            case "float" -> SampleType.FLOAT32;
            case "double" -> SampleType.FLOAT64;
            default -> throw new UnreadableException(Reason.SAMPLES_NOT_SCALAR);
        };
    }

    Encoding encoding() {
        return switch (required("encoding").toLowerCase(Locale.ROOT)) {
            case "raw" -> Encoding.RAW;
            case "gzip", "gz" -> Encoding.GZIP;
            case "ascii", "text", "txt" -> Encoding.TEXT;
            default -> throw new UnreadableException(Reason.NRRD_ENCODING_UNSUPPORTED);
        };
    }

    /// Which byte of a number comes first; must be said when there are several bytes.
    ByteOrder order() {
        if (type().bytes() == 1 || encoding() == Encoding.TEXT) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        return switch (required("endian").toLowerCase(Locale.ROOT)) {
            case "little" -> ByteOrder.LITTLE_ENDIAN;
            case "big" -> ByteOrder.BIG_ENDIAN;
            default -> throw new UnreadableException(Reason.HEADER_DAMAGED);
        };
    }

    /// The name of the file with the voxels; empty when they follow the header.
    Optional<String> dataFile() {
        Optional<String> name = field("datafile");
        if (name.isPresent() && (name.get().startsWith("LIST") || name.get().contains("%"))) {
            throw new UnreadableException(Reason.NRRD_MANY_FILES);
        }
        return name;
    }

    int lineSkip() {
        int skip = skip("lineskip");
        if (skip < 0) {
            throw new UnreadableException(Reason.HEADER_DAMAGED);
        }
        return skip;
    }

    /// Bytes before the voxels, after inflation; -1 for raw voxels at the end of the file.
    int byteSkip() {
        int skip = skip("byteskip");
        if (skip < -1 || (skip == -1 && encoding() != Encoding.RAW)) {
            throw new UnreadableException(Reason.HEADER_DAMAGED);
        }
        return skip;
    }

    private int skip(String name) {
        try {
            return Integer.parseInt(field(name).orElse("0"));
        } catch (NumberFormatException e) {
            throw new UnreadableException(Reason.HEADER_DAMAGED);
        }
    }
}
