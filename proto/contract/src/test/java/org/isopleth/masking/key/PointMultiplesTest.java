package org.isopleth.masking.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isopleth.canonical.Bytes;
import org.junit.jupiter.api.Test;

/// The platform's ECDH is the reference; [WycheproofTest] has the published edge cases.
class PointMultiplesTest {
    private static final BigInteger ORDER = P256.PARAMETERS.getOrder();

    @Test
    void every_multiple_has_the_x_of_the_platform() {
        Random random = new Random(1);
        for (int trial = 0; trial < 8; trial++) {
            CurvePoint point = AgreementKey.generate(new SecureRandom()).point();
            List<AgreementKey> keys = Stream.concat(edges(), randoms(random))
                    .map(number -> new AgreementKey(new Bytes(P256.bytes32(number)), point))
                    .toList();
            List<byte[]> all = new PointMultiples(point)
                    .sharedX(keys.stream().map(AgreementKey::secret).toList());
            assertEquals(keys.size(), all.size());
            for (int i = 0; i < keys.size(); i++) {
                assertArrayEquals(keys.get(i).sharedX(point), all.get(i), "number " + i);
            }
        }
    }

    /// The least and largest numbers, and those whose digits are all alike or carry through.
    private static Stream<BigInteger> edges() {
        List<BigInteger> numbers = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            numbers.add(BigInteger.valueOf(i));
            numbers.add(ORDER.subtract(BigInteger.valueOf(i)));
        }
        for (int bit = 5; bit < 256; bit += 5) {
            numbers.add(BigInteger.TWO.pow(bit));
            numbers.add(BigInteger.TWO.pow(bit).subtract(BigInteger.ONE));
            numbers.add(BigInteger.TWO.pow(bit).add(BigInteger.TWO.pow(bit - 1)));
        }
        numbers.add(BigInteger.TWO.pow(256).subtract(ORDER));
        numbers.add(ORDER.shiftRight(1));
        return numbers.stream().filter(number -> number.compareTo(ORDER) < 0);
    }

    private static Stream<BigInteger> randoms(Random random) {
        return IntStream.range(0, 200).mapToObj(_ -> new BigInteger(255, random).add(BigInteger.ONE));
    }

    @Test
    void arithmetic_is_that_of_the_field_at_its_edges() {
        BigInteger p = P256.FIELD;
        List<BigInteger> numbers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            BigInteger word = BigInteger.TWO.pow(64 * i);
            numbers.addAll(List.of(
                    word.subtract(BigInteger.ONE),
                    word,
                    word.shiftLeft(32),
                    p.subtract(word),
                    word.negate().mod(p)));
        }
        Random random = new Random(2);
        IntStream.range(0, 30).forEach(_ -> numbers.add(new BigInteger(256, random).mod(p)));
        for (BigInteger x : numbers) {
            for (BigInteger y : numbers) {
                long[] at = new long[12];
                P256Field.put(at, 0, x);
                P256Field.put(at, 4, y);
                P256Field.multiply(at, 8, at, 0, at, 4);
                assertEquals(x.multiply(y).mod(p), number(at, 8));
                P256Field.add(at, 8, at, 0, at, 4);
                assertEquals(x.add(y).mod(p), number(at, 8));
                P256Field.subtract(at, 8, at, 0, at, 4);
                assertEquals(x.subtract(y).mod(p), number(at, 8));
                assertEquals(x.equals(y), P256Field.isZero(at, 8));
            }
        }
    }

    private static BigInteger number(long[] from, int at) {
        return new BigInteger(1, P256Field.bytes(from, at));
    }
}
