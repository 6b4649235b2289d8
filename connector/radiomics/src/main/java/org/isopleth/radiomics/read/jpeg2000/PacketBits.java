package org.isopleth.radiomics.read.jpeg2000;

import java.nio.ByteBuffer;

/// The bits of a packet's header, the most significant of a byte first; after 0xFF a byte has seven (B.10.1).
/// Not thread-safe.
final class PacketBits {
    private final ByteBuffer in;
    private int current;
    private int left;

    PacketBits(ByteBuffer in) {
        this.in = in;
    }

    int next() {
        if (left == 0) {
            left = current == 0xFF ? 7 : 8;
            current = in.get() & 0xff;
        }
        left--;
        return current >> left & 1;
    }

    int number(int bits) {
        int number = 0;
        for (int i = 0; i < bits; i++) {
            number = number << 1 | next();
        }
        return number;
    }

    /// Passes over the bits that pad the last byte.
    void end() {
        if (current == 0xFF) {
            in.get();
        }
    }
}
