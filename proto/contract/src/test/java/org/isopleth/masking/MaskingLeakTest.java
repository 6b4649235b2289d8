package org.isopleth.masking;

import static org.isopleth.masking.TestConsortium.site;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.isopleth.canonical.Bytes;
import org.isopleth.masking.key.AgreementKey;
import org.isopleth.masking.key.KeySchedule;
import org.isopleth.masking.mask.MaskRecipe;
import org.isopleth.masking.mask.MaskRecipe.Mask;
import org.isopleth.masking.mask.WordSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a masked vector tells the coordinator and the sites on its side: nothing that a statistician finds. Sampled;
/// with -Pfull the whole counts of the specification: 10^7 words, 10^6 keys.
class MaskingLeakTest {
    private static final boolean SAMPLED =
            System.getProperty("isopleth.tests", "sampled").equals("sampled");
    private static final int WORDS = SAMPLED ? 500_000 : 10_000_000;
    private static final int CONTEXTS = SAMPLED ? 20 : 1000;
    private static final int PARTNERS = 1000;

    /// χ² with 255 degrees of freedom is beyond 420 once in 10^9 times; 96 are looked at.
    private static final double CHI_SQUARED = 420;

    /// The same number in every word of the vector of site 0 of five. Sites on the coordinator's side take the masks
    /// off
    /// that they share with it; fewer than the threshold, they do not know its own mask.
    @ParameterizedTest
    @CsvSource({
        "BITS_64, 0, 0",
        "BITS_64, 7, 1",
        "BITS_64, -1, 3",
        "BITS_128, 0, 0",
        "BITS_128, 7, 1",
        "BITS_128, -1, 3"
    })
    void the_masked_vector_of_a_known_input_is_uniform_also_to_sites_that_collude(
            WordSize words, byte value, int colluding) {
        TestRound round = new TestRound(5).upTo(Step.AGREE);
        Group group = assertInstanceOf(SiteMasking.Committed.class, round.site(0).state)
                .group();
        MaskRecipe added = round.site(0).log.stream()
                .filter(SiteOutput.MaskVector.class::isInstance)
                .map(output -> ((SiteOutput.MaskVector) output).recipe())
                .findFirst()
                .orElseThrow();
        List<Mask> known = IntStream.rangeClosed(1, colluding)
                .mapToObj(i -> shared(group, i))
                .toList();
        List<Mask> left = new ArrayList<>(added.masks());
        assertTrue(left.removeAll(known) || colluding == 0, "those who share a mask know it");
        assertEquals(5 - colluding, left.size());

        long[][] counts = new long[words.bytes()][256];
        byte[] stretch = new byte[1 << 20];
        long length = (long) WORDS * words.bytes();
        for (long at = 0; at < length; at += stretch.length) {
            Arrays.fill(stretch, value);
            new MaskRecipe(words, added.masks()).apply(stretch, at);
            new MaskRecipe(words, known).inverse().apply(stretch, at);
            for (int i = 0; i < Math.min(stretch.length, length - at); i++) {
                counts[i % words.bytes()][stretch[i] & 0xff]++;
            }
        }
        for (long[] place : counts) {
            assertTrue(chiSquared(place) < CHI_SQUARED, "chi squared is " + chiSquared(place));
        }
    }

    /// The mask that site 0 shares with another, as the other finds it.
    private static Mask shared(Group group, int other) {
        AgreementKey own = TestConsortium.secrets(site(other).hashCode()).masking();
        return new Mask(
                group.keys().pairMaskKey(own, group.of(site(0)).masking()),
                SiteSharing.direction(group, site(0), site(other)));
    }

    private static double chiSquared(long[] counts) {
        double expected = Arrays.stream(counts).sum() / 256.0;
        return Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }

    @Test
    void a_constant_that_is_not_masked_is_found_at_once() {
        long[] counts = new long[256];
        counts[7] = WORDS;
        assertTrue(chiSquared(counts) > CHI_SQUARED);
    }

    /// Even if sites used the same keys again, which they never do.
    @Test
    void every_round_attempt_and_pair_has_a_mask_of_its_own() {
        SecureRandom random = new SecureRandom();
        List<AgreementKey> partners = IntStream.range(0, PARTNERS)
                .mapToObj(_ -> AgreementKey.generate(random))
                .toList();
        AgreementKey own = AgreementKey.generate(random);
        Set<Bytes> seen = new HashSet<>();
        for (int i = 0; i < CONTEXTS; i++) {
            // Rounds from 1, two attempts at each.
            KeySchedule keys = new KeySchedule(TestConsortium.round(1 + i / 2, 1 + i % 2)
                    .context(TestConsortium.PLAN, TestConsortium.MODEL, TestConsortium.PLAN));
            seen.addAll(keys.pairMaskKeys(partners, own.point()));
        }
        assertEquals(CONTEXTS * PARTNERS, seen.size());
    }
}
