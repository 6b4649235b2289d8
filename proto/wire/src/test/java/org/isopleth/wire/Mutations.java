package org.isopleth.wire;

import java.util.Arrays;
import java.util.Random;

/// Seeded damage for fuzzing: bits flipped, bytes replaced, cut, doubled or moved.
public final class Mutations {
    private Mutations() {}

    /// How many a run makes.
    public static int count(int sampled) {
        return "sampled".equals(System.getProperty("isopleth.tests", "sampled")) ? sampled : 20 * sampled;
    }

    /// A damaged copy of `original`.
    public static byte[] damage(byte[] original, Random random) {
        byte[] bytes = original.clone();
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(20));
                case 4 -> bytes[at] = new byte[] {0, -1, 0x7F, (byte) 0x80, 0x30}[random.nextInt(5)];
                default -> System.arraycopy(bytes, at, bytes, random.nextInt(at + 1), bytes.length - at);
            }
        }
        return bytes;
    }
}
