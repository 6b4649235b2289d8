package org.isopleth.connector.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// A DICOM file that tests write: explicit little endian, the attributes in the order of their numbers.
final class WrittenDicom {
    private final Map<Long, byte[]> elements = new TreeMap<>();

    WrittenDicom text(int tag, String vr, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] even = Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
        if (even.length > bytes.length) {
            even[bytes.length] = (byte) (vr.equals("UI") ? 0 : ' ');
        }
        return raw(tag, vr, even);
    }

    WrittenDicom number(int tag, int number) {
        return raw(
                tag,
                "US",
                ByteBuffer.allocate(2)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putShort((short) number)
                        .array());
    }

    WrittenDicom items(int tag, WrittenDicom... items) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (WrittenDicom item : items) {
            byte[] bytes = item.dataSet();
            out.writeBytes(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort((short) 0xFFFE)
                    .putShort((short) 0xE000)
                    .putInt(bytes.length)
                    .array());
            out.writeBytes(bytes);
        }
        return raw(tag, "SQ", out.toByteArray());
    }

    WrittenDicom pixels(short[] cells) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * cells.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(cells);
        return raw(0x7FE00010, "OW", bytes.array());
    }

    private WrittenDicom raw(int tag, String vr, byte[] bytes) {
        boolean wide = vr.equals("SQ") || vr.equals("OW");
        ByteBuffer element = ByteBuffer.allocate((wide ? 12 : 8) + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        element.putShort((short) (tag >>> 16)).putShort((short) tag).put(vr.getBytes(StandardCharsets.US_ASCII));
        if (wide) {
            element.putShort((short) 0).putInt(bytes.length);
        } else {
            element.putShort((short) bytes.length);
        }
        elements.put(Integer.toUnsignedLong(tag), element.put(bytes).array());
        return this;
    }

    private byte[] dataSet() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        elements.values().forEach(out::writeBytes);
        return out.toByteArray();
    }

    byte[] file() {
        byte[] meta =
                new WrittenDicom().text(0x00020010, "UI", "1.2.840.10008.1.2.1").dataSet();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[128]);
        out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        byte[] length = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(meta.length)
                .array();
        out.writeBytes(new WrittenDicom().raw(0x00020000, "UL", length).dataSet());
        out.writeBytes(meta);
        out.writeBytes(dataSet());
        return out.toByteArray();
    }
}
