package org.isopleth.radiomics.read.jpeg;

/// The bits of a scan, the most significant of a byte first (T.81, F.2.2.5). A zero byte after 0xFF is
/// dropped; a marker ends the bits. Not thread-safe.
final class EntropyBits {
    private final byte[] bytes;
    private int at;
    private long held;
    private int count;

    EntropyBits(byte[] bytes, int start) {
        this.bytes = bytes;
        this.at = start;
    }

    /// The byte that the next code stands for.
    ///
    /// @param lookup of a [HuffmanTable]
    int symbol(short[] lookup) {
        fill();
        int next = count >= 16 ? (int) (held >>> (count - 16)) & 0xffff : (int) (held << (16 - count)) & 0xffff;
        int entry = lookup[next];
        int length = entry >> 8;
        if (length == 0 || length > count) {
            throw Jpeg.damaged();
        }
        count -= length;
        return entry & 0xff;
    }

    /// A number of so many bits, 0 to 16, where those without a leading 1 are negative (T.81, F.2.2.1).
    int number(int bits) {
        if (bits == 0) {
            return 0;
        }
        fill();
        if (bits > count) {
            throw Jpeg.damaged();
        }
        count -= bits;
        int value = (int) (held >>> count) & (1 << bits) - 1;
        return value >> (bits - 1) == 0 ? value - (1 << bits) + 1 : value;
    }

    /// Holds at least 32 bits where there are so many.
    private void fill() {
        while (count <= 32 && at < bytes.length) {
            int next = bytes[at] & 0xff;
            if (next == 0xFF) {
                if (at + 1 >= bytes.length || bytes[at + 1] != 0) {
                    return;
                }
                at++;
            }
            at++;
            held = held << 8 | next;
            count += 8;
        }
    }

    /// Passes over the restart marker with this number, 0 to 7, and the bits that pad the byte before it.
    void restart(int number) {
        fill();
        if (count >= 8) {
            throw Jpeg.damaged();
        }
        count = 0;
        while (at + 1 < bytes.length && bytes[at] == (byte) 0xFF && bytes[at + 1] == (byte) 0xFF) {
            at++;
        }
        if (at + 1 >= bytes.length || bytes[at] != (byte) 0xFF || (bytes[at + 1] & 0xff) != 0xD0 + number) {
            throw Jpeg.damaged();
        }
        at += 2;
    }
}
