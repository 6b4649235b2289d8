package org.isopleth.connector.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.secret.SiteSecret;
import org.isopleth.disclosure.noise.RandomBits;
import org.isopleth.round.RoundId;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Tensor;
import org.isopleth.tensor.TensorDeclaration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One contribution, one noise: the same after a crash, another for anything else.
class NoiseKeyTest {
    private static final TensorDeclaration SUM =
            new TensorDeclaration("sum", List.of(3), TensorDeclaration.Disclosure.MARGINAL, 3, 10);
    private static final Digest STATE = Digest.of("state");

    @TempDir
    private Path folder;

    private static Contribution contribution(double value) {
        return new Contribution(List.of(Tensor.of(SUM, i -> value)));
    }

    private NoiseKey key(String file) {
        return new NoiseKey(SiteSecret.openOrCreate(folder.resolve(file), new SecureRandom()));
    }

    private static List<Long> words(RandomBits bits) {
        return Stream.generate(bits::next).limit(200).toList();
    }

    @Test
    void theSameContributionHasTheSameNoiseAndNameAndAnyOtherHasNot() {
        RoundId round = new RoundId(Digest.of("study"), 0, 1, 1);
        NoiseKey key = key("secret");
        List<Long> drawn = words(key.bits(round, STATE, contribution(1)));
        assertEquals(drawn, words(key("secret").bits(round, STATE, contribution(1))));
        assertEquals(200, drawn.stream().distinct().count());
        assertNotEquals(drawn, words(key.bits(round, STATE, contribution(1.0000000001))));
        assertNotEquals(drawn, words(key.bits(round, Digest.of("other"), contribution(1))));
        assertNotEquals(drawn, words(key.bits(new RoundId(Digest.of("study"), 0, 1, 2), STATE, contribution(1))));
        assertNotEquals(drawn, words(key("another").bits(round, STATE, contribution(1))));
        Digest name = key.release(round, STATE, contribution(1));
        assertEquals(name, key("secret").release(round, STATE, contribution(1)));
        assertNotEquals(name, key.release(round, STATE, contribution(2)));
        assertNotEquals(name, key("another").release(round, STATE, contribution(1)));
    }
}
