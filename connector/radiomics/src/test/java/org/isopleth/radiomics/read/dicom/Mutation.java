package org.isopleth.radiomics.read.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/// One way of damaging a file.
enum Mutation {
    FLIP,
    EXTREME_NUMBER,
    TRUNCATE,
    REMOVE,
    REPEAT,
    FILL;

    private static final int[] EXTREMES = {
        0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7fff, 0xffff, 0xff, 0x10000, 0x3f800000, 0x7fc00000
    };

    /// One to three of them.
    static byte[] of(byte[] sound, Random random) {
        byte[] bytes = sound;
        for (int left = 1 + random.nextInt(3); left > 0 && bytes.length > 8; left--) {
            bytes = values()[random.nextInt(values().length)].apply(bytes, random);
        }
        return bytes;
    }

    private byte[] apply(byte[] sound, Random random) {
        int at = random.nextInt(sound.length - 4);
        int length = 1 + random.nextInt(Math.min(64, sound.length - at));
        byte[] bytes = sound.clone();
        switch (this) {
            case FLIP -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case EXTREME_NUMBER -> {
                ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
                int number = EXTREMES[random.nextInt(EXTREMES.length)];
                ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
                if (random.nextBoolean()) {
                    buffer.putInt(at, number);
                } else {
                    buffer.putShort(at, (short) number);
                }
            }
            case TRUNCATE -> bytes = Arrays.copyOf(bytes, at);
            case REMOVE -> {
                bytes = Arrays.copyOf(sound, sound.length - length);
                System.arraycopy(sound, at + length, bytes, at, sound.length - at - length);
            }
            case REPEAT -> {
                bytes = Arrays.copyOf(sound, sound.length + length);
                System.arraycopy(sound, at, bytes, at + length, sound.length - at);
            }
            case FILL -> Arrays.fill(bytes, at, at + length, (byte) random.nextInt(256));
        }
        return bytes;
    }
}
