package org.isopleth.coordinator.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.masking.Refusal;
import org.isopleth.masking.SealedShares;
import org.isopleth.masking.Signed;
import org.isopleth.masking.SiteMessage;
import org.isopleth.masking.Step;
import org.isopleth.masking.key.PublicKeys;
import org.isopleth.progress.StudyEvent;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A site that breaks the protocol of a masked round is named, logged and left out, and the others go on.
class MaskedFaultsTest extends MaskedHarness {

    /// What a site says in place of a message; the message itself for all but one.
    private interface Lie extends BiFunction<SiteMessage, Digest, Json.Obj> {}

    private Lie lie(Step step, Lie lie) {
        MaskedSite west = hospital(WEST);
        return (message, context) ->
                message.step() == step ? lie.apply(message, context) : west.signed(message, context);
    }

    private Lie said(Step step, UnaryOperator<SiteMessage> other) {
        return lie(step, (message, context) -> hospital(WEST).signed(other.apply(message), context));
    }

    private Lie lie(String name) {
        MaskedSite west = hospital(WEST);
        return switch (name) {
            case "no message" ->
                lie(Step.SHARE, (_, _) -> Json.object().with("kind", "nothing").build());
            case "in the name of another site" ->
                lie(Step.SHARE, (message, context) -> signedAs("east", message, context));
            case "more than an event holds" ->
                said(Step.SHARE, message -> {
                    SiteMessage.Shares shares = (SiteMessage.Shares) message;
                    List<SealedShares> many =
                            Collections.nCopies(1000, shares.shares().getFirst());
                    return new SiteMessage.Shares(shares.self(), many);
                });
            case "another signature" ->
                lie(Step.SHARE, (message, context) -> {
                    Json.Obj wrong = west.signed(message, Digest.of("another context"));
                    return new Signed<>("west", context, message, Bytes.fromBase64(wrong.text("signature"))).json();
                });
            case "one key twice" ->
                said(Step.PROPOSE, message -> {
                    SiteMessage.Advert advert = (SiteMessage.Advert) message;
                    PublicKeys keys = advert.keys();
                    return new SiteMessage.Advert(
                            advert.proposal(),
                            new PublicKeys(keys.site(), keys.sharing(), keys.sharing(), keys.nonce()));
                });
            case "bytes that are not here" -> said(Step.MASK, message -> vector(message, Digest.of("nowhere")));
            case "bytes that are no contribution" ->
                said(Step.MASK, message -> vector(message, blobs.put(new byte[] {1, 2, 3})));
            case "a vector that is too long" ->
                said(Step.MASK, message -> {
                    byte[] honest = new BlobDocuments(blobs).bytes(((SiteMessage.Masked) message).vector());
                    return vector(message, blobs.put(Arrays.copyOf(honest, honest.length + 16)));
                });
            case "another length" ->
                said(Step.MASK, message -> {
                    SiteMessage.Masked masked = (SiteMessage.Masked) message;
                    return new SiteMessage.Masked(masked.vector(), masked.bytes() + 16, masked.senders());
                });
            case "a refusal" ->
                said(
                        Step.SHARE,
                        _ -> new SiteMessage.Refused(new Refusal(Refusal.Reason.REPEATED_KEY, Optional.of(EAST))));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static SiteMessage vector(SiteMessage message, Digest vector) {
        SiteMessage.Masked masked = (SiteMessage.Masked) message;
        return new SiteMessage.Masked(vector, masked.bytes(), masked.senders());
    }

    private Json.Obj signedAs(String name, SiteMessage message, Digest context) {
        byte[] statement = Signed.statement(name, context, message);
        return new Signed<>(
                        name,
                        context,
                        message,
                        new Bytes(identity(WEST).signer().signStatement(statement)))
                .json();
    }

    private static Stream<Arguments> lies() {
        return Stream.of(
                Arguments.of("no message", "malformed"),
                Arguments.of("in the name of another site", "malformed"),
                Arguments.of("more than an event holds", "malformed"),
                Arguments.of("another signature", "bad-signature"),
                Arguments.of("one key twice", "repeated-key"),
                Arguments.of("bytes that are not here", "malformed"),
                Arguments.of("bytes that are no contribution", "malformed"),
                Arguments.of("a vector that is too long", "malformed"),
                Arguments.of("another length", "wrong-form"),
                Arguments.of("a refusal", "repeated-key"));
    }

    @ParameterizedTest
    @MethodSource("lies")
    void a_site_that_lies_before_the_set_is_frozen_is_left_out_and_named(String what, String reason) {
        hospital(WEST).voice = lie(what);
        register(MASKED);
        talk();
        assertLost(WEST, RoundId.TOTALS, reason);
        assertEquals(List.of("east", "north", "south"), sites());
        assertTrue(firstAnalysis(MASKED).find("result").isPresent());
        assertEquals(1, firstAnalysis(MASKED).integer("attempts"));
        assertSumsArePlain(SITES.subList(0, 3));
        assertRefused(reason);
    }

    @Test
    void a_wrong_share_is_traced_to_who_sent_it_and_a_sum_that_has_its_vector_ends_the_analysis() {
        hospital(WEST).voice = said(Step.UNMASK, message -> {
            SortedMap<SiteId, SiteMessage.Revealed> shares = new TreeMap<>();
            byte[] seven = new byte[32];
            seven[31] = 7;
            ((SiteMessage.Unmasking) message)
                    .shares()
                    .keySet()
                    .forEach(site -> shares.put(site, new SiteMessage.Revealed.OfSelfMask(new Bytes(seven))));
            return new SiteMessage.Unmasking(shares);
        });
        // The last to answer would not be listened to any more.
        away = (site, message) -> !site.equals(WEST) && asks(message, RoundId.TOTALS, Step.UNMASK);
        register(MASKED);
        talk();
        everyoneIsBack();
        talk();
        assertLost(WEST, RoundId.TOTALS, "wrong-share");
        assertRefused("wrong-share");
        assertEquals("withheld", problem());
        assertNoRoundIsOpenedTwice();
    }

    @Test
    void a_site_that_lies_once_the_set_is_frozen_ends_the_analysis() {
        hospital(WEST).voice = said(
                Step.MASK,
                message -> hospital(WEST).said.getLast().round().number() == 1
                        ? vector(message, Digest.of("nowhere"))
                        : message);
        register(MASKED);
        talk();
        assertLost(WEST, 1, "malformed");
        assertEquals("withheld", problem());
        assertEquals(List.of("east", "north", "south", "west"), sites());
    }

    @Test
    void the_ledger_holds_each_step_by_who_said_it_and_what_was_opened() {
        register(MASKED);
        talk();
        List<String> steps = new ArrayList<>();
        for (Json.Obj entry : ledger()) {
            steps.add(entry.text("event"));
        }
        // Adverts, shares and agreements of four sites, and the shares of three that suffice.
        long rounds = events().stream()
                .filter(StudyEvent.RoundClosed.class::isInstance)
                .count();
        assertEquals(rounds, count(steps, "round-opened"));
        assertEquals(rounds, count(steps, "round-combined"));
        assertEquals(rounds * 4, count(steps, "contribution-received"));
        assertEquals(rounds * (4 + 4 + 4 + 3), count(steps, "masking-step"));
        assertEquals(0, count(steps, "masking-refused"));
    }

    private static long count(List<String> words, String word) {
        return words.stream().filter(word::equals).count();
    }

    private List<Json.Obj> ledger() {
        List<Json.Obj> entries = new ArrayList<>();
        long from = 0;
        while (entries.size() == from) {
            store.leaves("coordinator", from, from + 256)
                    .forEach(leaf -> entries.add(
                            CanonicalJson.parse(leaf.entry().bytes()).asObject()));
            from += 256;
        }
        return entries;
    }

    /// The ledger has one entry of a refusal: by west, for this reason.
    private void assertRefused(String reason) {
        List<String> refused = ledger().stream()
                .filter(entry -> entry.text("event").equals("masking-refused"))
                .map(entry -> CanonicalJson.text(entry))
                .toList();
        assertEquals(1, refused.size());
        assertTrue(refused.getFirst().contains("\"west\""), refused.getFirst());
        assertTrue(refused.getFirst().contains('"' + reason + '"'), refused.getFirst());
    }
}
