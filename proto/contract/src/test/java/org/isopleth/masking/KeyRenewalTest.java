package org.isopleth.masking;

import static org.isopleth.masking.Refusals.refused;
import static org.isopleth.masking.TestConsortium.byCoordinator;
import static org.isopleth.masking.TestConsortium.key;
import static org.isopleth.masking.TestConsortium.site;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.JsonException;
import org.isopleth.masking.KeyRenewal.Problem;
import org.isopleth.masking.Refusal.Reason;
import org.isopleth.masking.key.MaskingException;
import org.isopleth.masking.key.SigningKey;
import org.isopleth.site.KeyFingerprint;
import org.isopleth.site.SiteId;
import org.junit.jupiter.api.Test;

/// A site that renewed its signing key is known by the word of the key that permits pin, and by nothing else. Site 2
/// goes on with what is otherwise the key of site 9.
class KeyRenewalTest {
    private static final String CONSORTIUM = "consortium";
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant FROM = NOW.minus(Duration.ofDays(1));
    private static final Instant UNTIL = NOW.plus(Duration.ofDays(90));
    private static final Map<SiteId, KeyFingerprint> PINS = TestConsortium.pins(5);
    private static final SiteId SITE = site(2);
    private static final SigningKey NEXT = key(site(9));

    private static KeyRenewal renewal(SiteId signer, String consortium, SiteId of, SigningKey next, Instant until) {
        byte[] statement = KeyRenewal.statement(consortium, of, key(signer), next, FROM, until);
        return new KeyRenewal(
                consortium, of, key(signer), next, FROM, until, TestConsortium.signature(signer, statement));
    }

    private static KeyRenewal honest() {
        return renewal(SITE, CONSORTIUM, SITE, NEXT, UNTIL);
    }

    private static Optional<Problem> problem(KeyRenewal renewal) {
        return renewal.problem(SITE, PINS, CONSORTIUM, NOW);
    }

    @Test
    void the_pinned_key_certifies_the_next_one() {
        assertEquals(Optional.empty(), problem(honest()));
        assertEquals(0, KeyRenewal.statement(CONSORTIUM, SITE, key(SITE), NEXT, FROM, UNTIL)[0], "of its own domain");
    }

    @Test
    void a_chain_of_two_is_refused() {
        KeyRenewal second = renewal(site(9), CONSORTIUM, SITE, key(site(8)), UNTIL);
        assertEquals(Optional.of(Problem.NOT_BY_PINNED_KEY), problem(second));
    }

    @Test
    void another_organisations_word_is_refused() {
        assertEquals(Optional.of(Problem.NOT_BY_PINNED_KEY), problem(renewal(site(3), CONSORTIUM, SITE, NEXT, UNTIL)));
        KeyRenewal others = renewal(site(3), CONSORTIUM, site(3), NEXT, UNTIL);
        assertEquals(Optional.of(Problem.OTHER_SITE), problem(others));
        assertEquals(
                Optional.of(Problem.OTHER_SITE),
                renewal(site(7), CONSORTIUM, site(7), NEXT, UNTIL).problem(site(7), PINS, CONSORTIUM, NOW),
                "no permit pins it");
    }

    @Test
    void another_consortiums_statement_is_refused() {
        assertEquals(Optional.of(Problem.OTHER_CONSORTIUM), problem(renewal(SITE, "elsewhere", SITE, NEXT, UNTIL)));
    }

    @Test
    void what_does_not_hold_yet_or_any_more_or_for_too_long_is_refused() {
        KeyRenewal honest = honest();
        assertEquals(Optional.of(Problem.OUT_OF_TIME), honest.problem(SITE, PINS, CONSORTIUM, FROM.minusMillis(1)));
        assertEquals(Optional.empty(), honest.problem(SITE, PINS, CONSORTIUM, FROM));
        assertEquals(Optional.empty(), honest.problem(SITE, PINS, CONSORTIUM, UNTIL.minusMillis(1)));
        assertEquals(Optional.of(Problem.OUT_OF_TIME), honest.problem(SITE, PINS, CONSORTIUM, UNTIL));
        Instant late = FROM.plus(KeyRenewal.LONGEST).plusSeconds(1);
        assertEquals(Optional.of(Problem.OUT_OF_TIME), problem(renewal(SITE, CONSORTIUM, SITE, NEXT, late)));
    }

    @Test
    void a_key_that_somebody_has_already_is_refused() {
        assertEquals(Optional.of(Problem.KEY_IN_USE), problem(renewal(SITE, CONSORTIUM, SITE, key(site(4)), UNTIL)));
    }

    @Test
    void a_changed_statement_is_refused() {
        KeyRenewal honest = honest();
        KeyRenewal changed = new KeyRenewal(CONSORTIUM, SITE, key(SITE), key(site(8)), FROM, UNTIL, honest.signature());
        assertEquals(Optional.of(Problem.WRONG_SIGNATURE), problem(changed));
        KeyRenewal longer =
                new KeyRenewal(CONSORTIUM, SITE, key(SITE), NEXT, FROM, UNTIL.plusSeconds(1), honest.signature());
        assertEquals(Optional.of(Problem.WRONG_SIGNATURE), problem(longer));
        KeyRenewal none =
                new KeyRenewal(CONSORTIUM, SITE, key(SITE), NEXT, FROM, UNTIL, new Bytes(new byte[] {1, 2, 3}));
        assertEquals(Optional.of(Problem.WRONG_SIGNATURE), problem(none));
    }

    @Test
    void a_statement_of_a_masked_round_is_no_renewal_whatever_its_bytes() {
        Signed<SiteMessage> advert =
                TestConsortium.bySite(SITE, new SiteMessage.Agreement(TestConsortium.PLAN), TestConsortium.MODEL);
        KeyRenewal forged = new KeyRenewal(CONSORTIUM, SITE, key(SITE), NEXT, FROM, UNTIL, advert.signature());
        assertEquals(Optional.of(Problem.WRONG_SIGNATURE), problem(forged));
    }

    @Test
    void it_reads_back_as_it_was_written() {
        KeyRenewal honest = honest();
        assertEquals(
                honest,
                KeyRenewal.read(CanonicalJson.parseCanonical(CanonicalJson.bytes(honest.json()))
                        .asObject()));
        assertThrows(
                JsonException.class,
                () -> KeyRenewal.read(
                        CanonicalJson.parse(CanonicalJson.text(honest.json()).replace(UNTIL.toString(), "tomorrow"))
                                .asObject()));
        Proposal proposal = proposal(Optional.of(honest));
        Signed<Proposal> signed = byCoordinator(proposal, proposal.opening());
        assertEquals(signed, MaskingMessageJson.readOfCoordinator(MaskingMessageJson.bytes(signed)));
        assertThrows(
                MaskingException.class,
                () -> MaskingMessageJson.readOfCoordinator(
                        CanonicalJson.parse(CanonicalJson.text(signed.json()).replace(UNTIL.toString(), "tomorrow"))
                                .asObject()));
    }

    /// Five permitted sites, of which site 2 comes with its next key.
    private static Proposal proposal(Optional<KeyRenewal> renewal) {
        return TestConsortium.changed(
                TestConsortium.proposal(5),
                roster -> {
                    roster.set(2, new Proposal.Member(SITE, NEXT, renewal));
                    return roster;
                },
                4);
    }

    /// Site 0, asked with this proposal.
    private static TestSite asked(Proposal proposal) {
        TestSite site = new TestSite(site(0), 1);
        SitePosition pinned = TestConsortium.position(site(0), TestConsortium.proposal(5), MaskingFloors.DEFAULT);
        SitePosition own = new SitePosition(
                pinned.own(),
                pinned.coordinator(),
                KeyRenewal.applied(proposal.roster(), pinned.partners(), CONSORTIUM, NOW),
                pinned.round(),
                pinned.plan(),
                pinned.model(),
                pinned.words(),
                pinned.length(),
                pinned.floors());
        site.step(new SiteEvent.Proposed(
                byCoordinator(proposal, proposal.opening()), own, TestConsortium.secrets(1), MaskingHistory.NONE));
        return site;
    }

    @Test
    void a_round_takes_a_certified_key_and_no_other() {
        assertInstanceOf(SiteMasking.Advertised.class, asked(proposal(Optional.of(honest()))).state);
        refused(Reason.UNPINNED_KEY, SITE, asked(proposal(Optional.empty())));
        KeyRenewal forAnother = renewal(SITE, CONSORTIUM, SITE, key(site(8)), UNTIL);
        refused(Reason.UNPINNED_KEY, SITE, asked(proposal(Optional.of(forAnother))));
        KeyRenewal expired = renewal(SITE, CONSORTIUM, SITE, NEXT, NOW);
        refused(Reason.UNPINNED_KEY, SITE, asked(proposal(Optional.of(expired))));
    }

    @Test
    void a_key_that_was_left_is_not_taken_beside_the_new_one() {
        Map<SiteId, KeyFingerprint> keys =
                KeyRenewal.applied(proposal(Optional.of(honest())).roster(), PINS, CONSORTIUM, NOW);
        assertEquals(NEXT.fingerprint(), keys.get(SITE));
        assertFalse(keys.containsValue(key(SITE).fingerprint()));
        assertTrue(keys.keySet().equals(PINS.keySet()), "nobody is added");
    }

    @Test
    void two_sites_cannot_come_with_one_new_key() {
        Proposal both = TestConsortium.changed(
                TestConsortium.proposal(5),
                roster -> List.of(
                        roster.get(0),
                        roster.get(1),
                        new Proposal.Member(SITE, NEXT, Optional.of(honest())),
                        new Proposal.Member(
                                site(3), NEXT, Optional.of(renewal(site(3), CONSORTIUM, site(3), NEXT, UNTIL))),
                        roster.get(4)),
                4);
        refused(Reason.UNPINNED_KEY, site(3), asked(both));
    }
}
