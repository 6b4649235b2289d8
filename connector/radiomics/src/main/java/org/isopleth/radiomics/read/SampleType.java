package org.isopleth.radiomics.read;

import java.nio.ByteBuffer;

/// How one number is stored in a file.
public enum SampleType {
    INT8(1),
    UINT8(1),
    INT16(2),
    UINT16(2),
    INT32(4),
    UINT32(4),
    INT64(8),
    UINT64(8),
    FLOAT32(4),
    FLOAT64(8);

    private static final double TWO_TO_64 = 0x1p64;

    private final int bytes;

    SampleType(int bytes) {
        this.bytes = bytes;
    }

    /// Bytes of one number.
    public int bytes() {
        return bytes;
    }

    /// The number at the buffer's position, in its byte order; integers beyond 2⁵³ are rounded.
    public double next(ByteBuffer buffer) {
        return switch (this) {
            case INT8 -> buffer.get();
            case UINT8 -> buffer.get() & 0xff;
            case INT16 -> buffer.getShort();
            case UINT16 -> buffer.getShort() & 0xffff;
            case INT32 -> buffer.getInt();
            case UINT32 -> buffer.getInt() & 0xffffffffL;
            case INT64 -> buffer.getLong();
            case UINT64 -> unsigned(buffer.getLong());
            case FLOAT32 -> buffer.getFloat();
            case FLOAT64 -> buffer.getDouble();
        };
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : bits + TWO_TO_64;
    }
}
