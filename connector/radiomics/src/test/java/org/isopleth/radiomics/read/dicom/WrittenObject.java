package org.isopleth.radiomics.read.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// A DICOM object that tests write in any syntax.
final class WrittenObject {
    private static final int PIXEL_DATA = 0x7FE00010;

    private sealed interface Value {
        final class Bytes implements Value {
            private final Vr vr;
            private final byte[] little;
            private final int unit;

            Bytes(Vr vr, byte[] little, int unit) {
                this.vr = vr;
                this.little = little;
                this.unit = unit;
            }
        }

        record Items(Vr vr, List<WrittenObject> items) implements Value {}

        record Fragments(List<byte[]> table, List<byte[]> fragments) implements Value {}
    }

    private final TreeMap<Integer, Value> values = new TreeMap<>(Integer::compareUnsigned);

    WrittenObject text(Tag tag, String text) {
        return raw(tag.number(), tag.vr(), padded(text, tag.vr() == Vr.UI ? 0 : ' '));
    }

    WrittenObject raw(int tag, Vr vr, byte[] bytes) {
        values.put(tag, new Value.Bytes(vr, bytes, 1));
        return this;
    }

    WrittenObject number(Tag tag, int number) {
        byte[] bytes = tag.vr() == Vr.UL
                ? little(4).putInt(number).array()
                : little(2).putShort((short) number).array();
        values.put(tag.number(), new Value.Bytes(tag.vr(), bytes, bytes.length));
        return this;
    }

    WrittenObject real(Tag tag, double number) {
        values.put(
                tag.number(), new Value.Bytes(Vr.FD, little(8).putDouble(number).array(), 8));
        return this;
    }

    WrittenObject items(Tag tag, WrittenObject... items) {
        values.put(tag.number(), new Value.Items(Vr.SQ, List.of(items)));
        return this;
    }

    /// A sequence whose representation is not said.
    WrittenObject unknown(int tag, WrittenObject... items) {
        values.put(tag, new Value.Items(Vr.UN, List.of(items)));
        return this;
    }

    WrittenObject without(Tag tag) {
        values.remove(tag.number());
        return this;
    }

    /// 16-bit cells.
    WrittenObject pixels(short... cells) {
        byte[] written = new byte[2 * cells.length];
        ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(cells);
        values.put(PIXEL_DATA, new Value.Bytes(Vr.OW, written, 2));
        return this;
    }

    /// 8-bit cells or packed bits.
    WrittenObject pixels(byte... cells) {
        values.put(PIXEL_DATA, new Value.Bytes(Vr.OB, Arrays.copyOf(cells, cells.length + cells.length % 2), 1));
        return this;
    }

    WrittenObject fragments(byte[]... fragments) {
        return fragments(new int[0], fragments);
    }

    /// Compressed pixels with a basic offset table.
    WrittenObject fragments(int[] offsets, byte[]... fragments) {
        byte[] table = new byte[4 * offsets.length];
        ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(offsets);
        values.put(PIXEL_DATA, new Value.Fragments(List.of(table), List.of(fragments)));
        return this;
    }

    /// An extended offset table.
    WrittenObject extended(long... offsets) {
        byte[] table = new byte[8 * offsets.length];
        ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(offsets);
        return raw(Tag.EXTENDED_OFFSET_TABLE.number(), Vr.OV, table);
    }

    static byte[] padded(String text, int pad) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] even = Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
        if (even.length > bytes.length) {
            even[bytes.length] = (byte) pad;
        }
        return even;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// A name as every file of a hospital has one, for tests that nothing tells it.
    WrittenObject named() {
        return raw(0x00100010, Vr.PN, padded("DOE^JANE", ' '))
                .text(Tag.PATIENT_ID, "JANE-1")
                .raw(0x00100030, Vr.DA, padded("19700101", ' '));
    }

    Path write(Path file, TransferSyntax syntax) throws IOException {
        return Files.write(file, bytes(syntax, true));
    }

    byte[] bytes(TransferSyntax syntax, boolean defined) throws IOException {
        Writer meta = new Writer(true, ByteOrder.LITTLE_ENDIAN, true);
        meta.dataSet(new WrittenObject().text(Tag.TRANSFER_SYNTAX_UID, syntax.uid()));
        Writer head = new Writer(true, ByteOrder.LITTLE_ENDIAN, true);
        head.value(
                0x00020000,
                new Value.Bytes(Vr.UL, little(4).putInt(meta.out.size()).array(), 4));
        Writer body = new Writer(
                syntax != TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
                syntax == TransferSyntax.EXPLICIT_BIG_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                defined);
        body.dataSet(this);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(new byte[128]);
        file.write("DICM".getBytes(StandardCharsets.US_ASCII));
        head.out.writeTo(file);
        meta.out.writeTo(file);
        if (syntax == TransferSyntax.DEFLATED) {
            try (DeflaterOutputStream deflater = new DeflaterOutputStream(file, new Deflater(9, true))) {
                body.out.writeTo(deflater);
            }
        } else {
            body.out.writeTo(file);
        }
        return file.toByteArray();
    }

    private static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final boolean explicit;
        private final ByteOrder order;
        private final boolean defined;

        Writer(boolean explicit, ByteOrder order, boolean defined) {
            this.explicit = explicit;
            this.order = order;
            this.defined = defined;
        }

        void dataSet(WrittenObject object) throws IOException {
            for (var entry : object.values.entrySet()) {
                value(entry.getKey(), entry.getValue());
            }
        }

        void value(int tag, Value value) throws IOException {
            switch (value) {
                case Value.Bytes bytes -> {
                    head(tag, bytes.vr, bytes.little.length);
                    out.write(order == ByteOrder.LITTLE_ENDIAN ? bytes.little : swapped(bytes.little, bytes.unit));
                }
                case Value.Items items -> items(tag, items);
                case Value.Fragments fragments -> {
                    head(tag, Vr.OB, -1);
                    byte[] table = fragments.table.getFirst();
                    item(table.length);
                    out.write(table);
                    for (byte[] fragment : fragments.fragments) {
                        item(fragment.length);
                        out.write(fragment);
                    }
                    delimiter(0xFFFEE0DD);
                }
            }
        }

        private void items(int tag, Value.Items items) throws IOException {
            Writer inner = items.vr == Vr.UN
                    ? new Writer(false, ByteOrder.LITTLE_ENDIAN, defined)
                    : new Writer(explicit, order, defined);
            for (WrittenObject object : items.items) {
                Writer content = new Writer(inner.explicit, inner.order, defined);
                content.dataSet(object);
                inner.item(defined ? content.out.size() : -1);
                content.out.writeTo(inner.out);
                if (!defined) {
                    inner.delimiter(0xFFFEE00D);
                }
            }
            head(tag, items.vr, defined ? inner.out.size() : -1);
            inner.out.writeTo(out);
            if (!defined) {
                inner.out.reset();
                inner.delimiter(0xFFFEE0DD);
                inner.out.writeTo(out);
            }
        }

        private void item(int length) {
            int16(0xFFFE);
            int16(0xE000);
            int32(length);
        }

        private void delimiter(int tag) {
            int16(tag >>> 16);
            int16(tag);
            int32(0);
        }

        private void head(int tag, Vr vr, int length) {
            int16(tag >>> 16);
            int16(tag);
            if (!explicit) {
                int32(length);
                return;
            }
            out.write(vr.name().charAt(0));
            out.write(vr.name().charAt(1));
            if (vr.isLong()) {
                int16(0);
                int32(length);
            } else {
                int16(length);
            }
        }

        private void int16(int value) {
            out.write(order == ByteOrder.LITTLE_ENDIAN ? value : value >> 8);
            out.write(order == ByteOrder.LITTLE_ENDIAN ? value >> 8 : value);
        }

        private void int32(int value) {
            int16(order == ByteOrder.LITTLE_ENDIAN ? value : value >>> 16);
            int16(order == ByteOrder.LITTLE_ENDIAN ? value >>> 16 : value);
        }

        private static byte[] swapped(byte[] little, int unit) {
            byte[] big = new byte[little.length];
            for (int i = 0; i < little.length; i++) {
                big[i / unit * unit + unit - 1 - i % unit] = little[i];
            }
            return big;
        }
    }
}
