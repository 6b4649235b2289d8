package org.isopleth.masking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.masking.KnownAnswers.Site;
import org.isopleth.masking.key.AgreementKey;
import org.isopleth.masking.key.PublicKeys;
import org.isopleth.masking.mask.MaskRecipe;
import org.isopleth.masking.mask.MaskRecipe.Direction;
import org.isopleth.masking.mask.MaskRecipe.Mask;
import org.isopleth.masking.mask.WordSize;
import org.isopleth.masking.share.FieldElement;
import org.isopleth.masking.share.Shamir;
import org.isopleth.tensor.WideFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Both files of known answers, every field, recomputed from keys, secrets and inputs alone.
class KnownAnswersTest {

    static Stream<KnownAnswers> files() {
        return Stream.of(
                KnownAnswers.read("secagg_kat.json", WordSize.BITS_64),
                KnownAnswers.read("secagg_wide_kat.json", WordSize.BITS_128));
    }

    @ParameterizedTest
    @MethodSource("files")
    void the_contexts_bind_round_plan_model_and_roster(KnownAnswers known) {
        assertEquals(
                known.file().list("ids").stream().map(Json::asText).toList(),
                known.sites().stream().map(site -> site.id().name()).toList());
        Digest roster =
                PublicKeys.rosterHash(known.sites().stream().map(Site::keys).toList());
        assertEquals(known.file().text("roster_hash"), roster.hex());
        assertEquals(
                known.file().text("ctx"),
                known.round().context(known.plan(), known.model(), roster).hex());
    }

    @ParameterizedTest
    @MethodSource("files")
    void public_keys_belong_to_their_secrets(KnownAnswers known) {
        for (Site site : known.sites()) {
            assertEquals(site.masking().point(), BasePoint.times(site.masking().secret()));
            assertEquals(site.sharing().point(), BasePoint.times(site.sharing().secret()));
            assertTrue(
                    AgreementKey.belongs(site.masking().secret(), site.masking().point()));
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void each_pair_has_one_seed_and_one_mask(KnownAnswers known) {
        List<Json> pairs = known.file().list("pairs");
        assertEquals(10, pairs.size());
        for (Json each : pairs) {
            Json.Obj pair = each.asObject();
            AgreementKey one = known.sites().get(pair.count("i")).masking();
            AgreementKey other = known.sites().get(pair.count("j")).masking();
            assertEquals(pair.text("ecdh_x"), HexFormat.of().formatHex(one.sharedX(other.point())));
            assertEquals(KnownAnswers.hex(pair, "seed"), known.keys().pairMaskKey(one, other.point()));
            assertEquals(KnownAnswers.hex(pair, "seed"), known.keys().pairMaskKey(other, one.point()));
            byte[] mask = new byte[6 * known.words().bytes()];
            new MaskRecipe(
                            known.words(),
                            List.of(new Mask(known.keys().pairMaskKey(one, other.point()), Direction.ADD)))
                    .apply(mask);
            assertArrayEquals(known.vector(pair.list("mask")), mask);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void any_four_shares_give_each_secret_and_determine_the_fifth(KnownAnswers known) {
        for (Site site : known.sites()) {
            for (String[] shared : new String[][] {{"shares_b", "b"}, {"shares_sSK", "sSK"}}) {
                List<FieldElement> shares = shares(site.json().object(shared[0]));
                FieldElement secret = FieldElement.of(KnownAnswers.hex(site.json(), shared[1]));
                for (int without = 1; without <= 5; without++) {
                    int left = without;
                    List<Integer> places = IntStream.rangeClosed(1, 5)
                            .filter(x -> x != left)
                            .boxed()
                            .toList();
                    FieldElement joined = Shamir.join(
                            Shamir.weights(places),
                            places.stream().map(x -> shares.get(x - 1)).toList());
                    assertEquals(secret, joined);
                }
                assertEquals(shares, Shamir.split(secret, Polynomial.coefficients(secret, shares.subList(0, 3)), 5));
            }
        }
    }

    private static List<FieldElement> shares(Json.Obj shares) {
        return IntStream.rangeClosed(1, 5)
                .mapToObj(x -> FieldElement.of(KnownAnswers.hex(shares, Integer.toString(x))))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void inputs_become_the_integers_that_are_masked(KnownAnswers known) {
        for (Site site : known.sites()) {
            List<Json> integers = site.json().list("input").stream()
                    .map(input -> Json.of(integer(known, input.asNumber()).toString()))
                    .toList();
            assertArrayEquals(
                    known.vector(site.json().list("quantised")),
                    known.vector(integers),
                    site.id().name());
        }
    }

    private static BigInteger integer(KnownAnswers known, double input) {
        return switch (known.words()) {
            case BITS_128 -> new WideFormat(64).encode(input);
            case BITS_64 ->
                new BigDecimal(Math.clamp(input, -16.0, 16.0))
                        .multiply(BigDecimal.valueOf(1 << 24))
                        .setScale(0, RoundingMode.HALF_EVEN)
                        .toBigInteger();
        };
    }

    @ParameterizedTest
    @MethodSource("files")
    void every_site_sends_the_known_masked_vector(KnownAnswers known) {
        for (int i = 0; i < 5; i++) {
            Site site = known.sites().get(i);
            Bytes self = known.keys().selfMaskKey(site.self(), site.id());
            assertEquals(KnownAnswers.hex(site.json(), "self_mask_key"), self);
            byte[] vector = known.vector(site.json().list("quantised"));
            recipe(known, i).apply(vector);
            assertArrayEquals(known.vector(site.json().list("masked")), vector);
        }
    }

    private static MaskRecipe recipe(KnownAnswers known, int i) {
        Site site = known.sites().get(i);
        List<Mask> masks = new ArrayList<>();
        masks.add(new Mask(known.keys().selfMaskKey(site.self(), site.id()), Direction.ADD));
        for (int j = 0; j < 5; j++) {
            if (j != i) {
                masks.add(new Mask(
                        known.keys()
                                .pairMaskKey(
                                        site.masking(),
                                        known.sites().get(j).masking().point()),
                        j > i ? Direction.ADD : Direction.SUBTRACT));
            }
        }
        return new MaskRecipe(known.words(), masks);
    }

    @ParameterizedTest
    @MethodSource("files")
    void the_sum_over_the_survivors_opens_to_the_aggregate(KnownAnswers known) {
        Set<Integer> alive = known.file().list("U3").stream()
                .map(x -> (int) x.asInteger() - 1)
                .collect(Collectors.toSet());
        int dropped = (int) known.file().list("dropped").getFirst().asInteger() - 1;
        byte[] sum = new byte[6 * known.words().bytes()];
        for (int i : alive) {
            Site site = known.sites().get(i);
            known.words().add(sum, known.vector(site.json().list("masked")));
            Mask self = new Mask(known.keys().selfMaskKey(site.self(), site.id()), Direction.SUBTRACT);
            // Site i added the mask it shares with a later site and subtracted that with an earlier one.
            Mask pair = new Mask(
                    known.keys()
                            .pairMaskKey(
                                    known.sites().get(dropped).masking(),
                                    site.masking().point()),
                    i < dropped ? Direction.SUBTRACT : Direction.ADD);
            new MaskRecipe(known.words(), List.of(self, pair)).apply(sum);
        }
        assertArrayEquals(known.vector(known.file().list("aggregate_signed")), sum);
    }
}
