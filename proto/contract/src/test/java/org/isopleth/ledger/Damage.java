package org.isopleth.ledger;

import java.util.Arrays;
import java.util.Random;

/// Makes damaged copies of a file, for tests of those who read it.
final class Damage {
    private Damage() {}

    /// A copy with some bits flipped, a piece cut out, doubled, or moved, or its end cut off.
    static byte[] of(byte[] sound, Random random) {
        byte[] copy = sound.clone();
        int from = random.nextInt(copy.length);
        int length = Math.min(copy.length - from, 1 + random.nextInt(80));
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(copy, from);
            case 1 -> joined(Arrays.copyOf(copy, from), Arrays.copyOfRange(copy, from + length, copy.length));
            case 2 -> joined(Arrays.copyOf(copy, from + length), Arrays.copyOfRange(copy, from, copy.length));
            case 3 -> {
                System.arraycopy(copy, from, copy, random.nextInt(copy.length - length + 1), length);
                yield copy;
            }
            default -> {
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                    copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
                }
                yield copy;
            }
        };
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        byte[] both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }
}
