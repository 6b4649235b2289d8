package org.isopleth.radiomics.write;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/// A DICOM data set that is being put together, written in Explicit VR Little Endian (DICOM PS3.5, 7.1.2).
/// Not thread-safe.
///
/// Attributes are named by group and element as in PS3.6, and are written in ascending order whatever the order
/// in which they are given, so the same attributes are the same bytes.
public final class DicomObject {
    /// Explicit VR Little Endian.
    static final String TRANSFER_SYNTAX = "1.2.840.10008.1.2.1";

    private static final int ITEM = 0xFFFEE000;
    private static final int LONGEST_SHORT = 0xFFFE;

    private final TreeMap<Integer, byte[]> attributes = new TreeMap<>(Integer::compareUnsigned);

    /// An attribute of text, numbers in decimal included; an empty text is an attribute without a value.
    ///
    /// @param vr two letters of a representation of at most 65,534 bytes, such as `LO` or `DS`
    /// @throws IllegalArgumentException when it is longer
    public DicomObject text(int tag, String vr, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        byte[] even = Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
        if (even.length > bytes.length) {
            even[bytes.length] = (byte) (vr.equals("UI") ? 0 : ' ');
        }
        return add(tag, vr, even);
    }

    /// An unsigned number of 16 bits.
    public DicomObject number(int tag, int number) {
        return add(tag, "US", (byte) number, (byte) (number >>> 8));
    }

    /// Bytes, padded to an even length.
    public DicomObject bytes(int tag, byte... bytes) {
        return add(tag, "OB", Arrays.copyOf(bytes, bytes.length + bytes.length % 2));
    }

    /// Cells of 16 bits: the pixels of an image.
    public DicomObject cells(int tag, short... cells) {
        byte[] bytes = new byte[2 * cells.length];
        little(bytes).asShortBuffer().put(cells);
        return add(tag, "OW", bytes);
    }

    /// A sequence.
    public DicomObject items(int tag, List<DicomObject> items) {
        List<byte[]> contents = items.stream().map(DicomObject::encoded).toList();
        int length = contents.stream().mapToInt(content -> 8 + content.length).sum();
        byte[] value = new byte[length];
        ByteBuffer out = little(value);
        for (byte[] content : contents) {
            tag(out, ITEM).putInt(content.length).put(content);
        }
        return add(tag, "SQ", value);
    }

    /// A sequence of one item.
    public DicomObject item(int tag, DicomObject item) {
        return items(tag, List.of(item));
    }

    private DicomObject add(int tag, String vr, byte... value) {
        boolean isLong = vr.equals("OB") || vr.equals("OW") || vr.equals("SQ");
        if (!isLong && value.length > LONGEST_SHORT) {
            throw new IllegalArgumentException("an attribute of " + vr + " has at most 65,534 bytes");
        }
        byte[] attribute = new byte[(isLong ? 12 : 8) + value.length];
        ByteBuffer out = tag(little(attribute), tag).put(vr.getBytes(StandardCharsets.US_ASCII));
        if (isLong) {
            out.putShort((short) 0).putInt(value.length);
        } else {
            out.putShort((short) value.length);
        }
        out.put(value);
        attributes.put(tag, attribute);
        return this;
    }

    /// The attributes without a file's head.
    byte[] encoded() {
        int length = attributes.values().stream()
                .mapToInt(attribute -> attribute.length)
                .sum();
        byte[] bytes = new byte[length];
        ByteBuffer out = little(bytes);
        attributes.values().forEach(out::put);
        return bytes;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer tag(ByteBuffer out, int tag) {
        return out.putShort((short) (tag >>> 16)).putShort((short) tag);
    }
}
