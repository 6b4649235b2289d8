package org.isopleth.connector.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.cohort.CohortSize;
import org.isopleth.connector.main.TestStudies;
import org.isopleth.connector.study.SiteStudyEvent.Breach;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.masking.MaskingHistory;
import org.isopleth.masking.key.MaskedRound;
import org.isopleth.round.RoundId;
import org.isopleth.site.KeyFingerprint;
import org.isopleth.site.SiteId;
import org.isopleth.study.Permit;
import org.isopleth.study.Readiness;
import org.isopleth.study.ReleaseLevel;
import org.junit.jupiter.api.Test;

/// Every state against every event: what is in the table below happens, everything else is refused.
class SiteStudyTest {
    private static final Instant SOON = Instant.parse("2026-11-02T12:00:00Z");
    private static final StudyOffer OFFER = offer();
    private static final RoundId ROUND = new RoundId(OFFER.digest(), 0, 1, 1);
    private static final RoundId NEXT = new RoundId(OFFER.digest(), 0, 1, 2);
    private static final Digest STATE = Digest.of("state");
    private static final Release RELEASE = new Release(Digest.of("bytes"), 5, true);
    private static final FrozenCohort COHORT = new FrozenCohort(Digest.of("table"), CohortSize.FROM_50, SOON);
    private static final Readiness READINESS = new Readiness(
            CohortSize.FROM_50, List.of(new Readiness.Finding(Readiness.Cause.RULE, "describe", "level")));

    private static final SiteStudyEvent OFFERED = new SiteStudyEvent.StudyOffered(OFFER, SOON);
    private static final SiteStudyEvent GRANTED = decided(new Permit.Decision.Granted(ReleaseLevel.SITE_LEVEL));
    private static final SiteStudyEvent REFUSED = decided(new Permit.Decision.Refused(Permit.RefusalReason.PERSON));
    private static final SiteStudyEvent ASKED = new SiteStudyEvent.ReadinessAsked(SOON);
    private static final SiteStudyEvent READY = new SiteStudyEvent.ReadinessAnswered(READINESS, Optional.of(COHORT));
    private static final SiteStudyEvent UNREADY = new SiteStudyEvent.ReadinessAnswered(READINESS, Optional.empty());
    private static final SiteStudyEvent ROUND_ASKED = new SiteStudyEvent.RoundAsked(ROUND, STATE, SOON);
    private static final SiteStudyEvent NEXT_ASKED = new SiteStudyEvent.RoundAsked(NEXT, STATE, SOON);
    private static final SiteStudyEvent OTHER_STATE =
            new SiteStudyEvent.RoundAsked(ROUND, Digest.of("other state"), SOON);
    private static final SiteStudyEvent RELEASED = new SiteStudyEvent.ContributionReleased(ROUND, STATE, RELEASE);
    private static final SiteStudyEvent SENT = new SiteStudyEvent.ContributionSent(ROUND);
    private static final SiteStudyEvent WITHHELD =
            new SiteStudyEvent.ContributionWithheld(ROUND, STATE, "rules", List.of("rows", "level"));
    private static final RoundId TOTALS = new RoundId(OFFER.digest(), 0, 1, RoundId.TOTALS);
    private static final SiteStudyEvent MASKED_ASKED = new SiteStudyEvent.MaskedRoundAsked(
            TOTALS, STATE, SOON, Json.object().build());
    private static final SiteStudyEvent MASKING_FORGOTTEN =
            new SiteStudyEvent.MaskingAdvanced(TOTALS, Optional.empty());
    private static final SiteStudyEvent SUM_OPENED = new SiteStudyEvent.SumOpened(
            TOTALS, new MaskingHistory.Opened(MaskedRound.of("consortium", TOTALS), Set.of()));
    private static final SiteStudyEvent MASKING_ENDED =
            new SiteStudyEvent.MaskingEnded(TOTALS, "cancelled", Optional.empty(), List.of());

    /// What happens in masked rounds of a study this site takes part in, whatever it did in others.
    private static final Map<String, SiteStudyEvent> IN_MASKED_ROUNDS = Map.of(
            "masked-asked", MASKED_ASKED,
            "masking-forgotten", MASKING_FORGOTTEN,
            "sum-opened", SUM_OPENED,
            "masking-ended", MASKING_ENDED);

    private static final Set<String> TAKES_PART =
            Set.of("participating", "without-cohort", "in-round", "leaving", "undelivered", "sent", "withheld");

    private static final SiteStudyEvent BROKEN = new SiteStudyEvent.AgreementBroken(Breach.KEYS_CHANGED);
    private static final SiteStudyEvent ENDED = new SiteStudyEvent.StudyEnded("completed");
    private static final SiteStudyEvent DELETED = new SiteStudyEvent.CohortDeleted();
    private static final SiteStudyEvent REPORTED = new SiteStudyEvent.HeadReported();

    private static final Map<String, SiteStudyEvent> EVENTS = events();
    private static final Map<String, List<SiteStudyEvent>> STATES = states();

    /// State: events that happen in it.
    private static final Map<String, Set<String>> HAPPENS = Map.ofEntries(
            Map.entry("unknown", Set.of("offered")),
            Map.entry("offered", Set.of("granted", "refused", "broken", "ended")),
            Map.entry("refused", Set.of("ended")),
            Map.entry("permitted", Set.of("asked", "broken", "ended")),
            Map.entry("preparing", Set.of("ready", "unready", "broken", "ended")),
            Map.entry(
                    "participating", Set.of("round-asked", "next-asked", "other-state", "broken", "ended", "deleted")),
            Map.entry("without-cohort", Set.of("round-asked", "next-asked", "other-state", "broken", "ended")),
            Map.entry(
                    "in-round",
                    Set.of(
                            "round-asked",
                            "next-asked",
                            "other-state",
                            "released",
                            "withheld",
                            "broken",
                            "ended",
                            "deleted")),
            Map.entry("leaving", Set.of("next-asked", "sent", "withheld", "broken", "ended", "deleted")),
            Map.entry("undelivered", Set.of("next-asked", "broken", "ended", "deleted")),
            Map.entry("sent", Set.of("round-asked", "next-asked", "broken", "ended", "deleted")),
            Map.entry("withheld", Set.of("next-asked", "broken", "ended", "deleted")),
            Map.entry("broken", Set.of("ended", "deleted")),
            Map.entry("ended", Set.of("deleted")),
            Map.entry("ended-deleted", Set.of("reported")),
            Map.entry("closed", Set.of()));

    @Test
    void every_pair_of_state_and_event_is_decided() {
        assertEquals(HAPPENS.keySet(), STATES.keySet());
        STATES.forEach((name, history) -> {
            SiteStudy state = SiteStudy.replay(history);
            EVENTS.forEach((word, event) -> {
                boolean masked = TAKES_PART.contains(name) && IN_MASKED_ROUNDS.containsKey(word);
                if (masked || HAPPENS.getOrDefault(name, Set.of()).contains(word)) {
                    SiteStudy.step(state, event);
                } else {
                    assertThrows(
                            ImpossibleSiteEventException.class,
                            () -> SiteStudy.step(state, event),
                            word + " in " + name);
                }
            });
        });
    }

    @Test
    void every_kind_of_state_and_event_is_among_them() {
        Set<String> states = new TreeSet<>();
        STATES.values()
                .forEach(history ->
                        states.add(SiteStudy.replay(history).getClass().getSimpleName()));
        assertEquals(SiteStudy.class.getPermittedSubclasses().length, states.size());
        Set<String> events = new TreeSet<>();
        EVENTS.values().forEach(event -> events.add(event.getClass().getSimpleName()));
        assertEquals(SiteStudyEvent.class.getPermittedSubclasses().length, events.size());
    }

    @Test
    void a_stored_event_is_read_back_as_it_was() {
        EVENTS.forEach((word, event) -> {
            byte[] stored = CanonicalJson.bytes(SiteStudyEventJson.write(event));
            SiteStudyEvent read = SiteStudyEventJson.read(
                    SiteStudyEventJson.kind(event),
                    SiteStudyEventJson.VERSION,
                    CanonicalJson.parse(stored).asObject());
            assertEquals(event, read, word);
        });
        assertThrows(
                JsonException.class,
                () -> SiteStudyEventJson.read("cohort-deleted", 2, SiteStudyEventJson.write(DELETED)));
        assertThrows(
                JsonException.class,
                () -> SiteStudyEventJson.read("cohort-lost", 1, SiteStudyEventJson.write(DELETED)));
    }

    @Test
    void random_walks_never_leave_the_states_and_never_forget_a_release() {
        Random random = new Random(11);
        List<SiteStudyEvent> choices = List.copyOf(EVENTS.values());
        for (int walk = 0; walk < 500; walk++) {
            SiteStudy state = new SiteStudy.Unknown();
            int joint = 0;
            for (int step = 0; step < 60; step++) {
                try {
                    state = SiteStudy.step(state, choices.get(random.nextInt(choices.size())));
                } catch (ImpossibleSiteEventException e) {
                    continue;
                }
                int now = state.asked().jointReleases(0, Digest.of("another"));
                if (!(state instanceof SiteStudy.Closed)) {
                    assertEquals(Math.max(joint, now), now, "a release was forgotten");
                }
                joint = now;
            }
        }
    }

    @Test
    void equal_bytes_count_as_one_joint_release_and_other_analyses_not_at_all() {
        Rounds rounds = Rounds.NONE;
        Digest other = Digest.of("other bytes");
        rounds = rounds.answering(ROUND, new Answer.Sent(STATE, RELEASE));
        rounds = rounds.answering(new RoundId(OFFER.digest(), 0, 2, 1), new Answer.Sent(STATE, RELEASE));
        rounds = rounds.answering(NEXT, new Answer.Released(STATE, new Release(other, 5, true), false));
        rounds = rounds.answering(
                new RoundId(OFFER.digest(), 0, 2, 2),
                new Answer.Sent(STATE, new Release(Digest.of("marginal"), 5, false)));
        rounds = rounds.answering(
                new RoundId(OFFER.digest(), 1, 1, 1),
                new Answer.Sent(STATE, new Release(Digest.of("elsewhere"), 5, true)));
        assertEquals(2, rounds.jointReleases(0, Digest.of("new")));
        assertEquals(1, rounds.jointReleases(0, other));
        assertEquals(1, rounds.jointReleases(1, other));
    }

    private static Map<String, SiteStudyEvent> events() {
        Map<String, SiteStudyEvent> events = new LinkedHashMap<>();
        events.put("offered", OFFERED);
        events.put("granted", GRANTED);
        events.put("refused", REFUSED);
        events.put("asked", ASKED);
        events.put("ready", READY);
        events.put("unready", UNREADY);
        events.put("round-asked", ROUND_ASKED);
        events.put("next-asked", NEXT_ASKED);
        events.put("other-state", OTHER_STATE);
        events.put("released", RELEASED);
        events.put("sent", SENT);
        events.put("withheld", WITHHELD);
        events.put("broken", BROKEN);
        events.put("ended", ENDED);
        events.put("deleted", DELETED);
        events.put("reported", REPORTED);
        events.putAll(IN_MASKED_ROUNDS);
        return events;
    }

    private static Map<String, List<SiteStudyEvent>> states() {
        Map<String, List<SiteStudyEvent>> states = new TreeMap<>();
        List<SiteStudyEvent> history = new ArrayList<>();
        states.put("unknown", List.of());
        history.add(OFFERED);
        states.put("offered", List.copyOf(history));
        states.put("refused", List.of(OFFERED, REFUSED));
        history.add(GRANTED);
        states.put("permitted", List.copyOf(history));
        history.add(ASKED);
        states.put("preparing", List.copyOf(history));
        states.put("without-cohort", List.of(OFFERED, GRANTED, ASKED, UNREADY));
        history.add(READY);
        states.put("participating", List.copyOf(history));
        states.put("broken", List.of(OFFERED, GRANTED, ASKED, READY, BROKEN));
        history.add(ROUND_ASKED);
        states.put("in-round", List.copyOf(history));
        states.put("withheld", List.of(OFFERED, GRANTED, ASKED, READY, ROUND_ASKED, WITHHELD));
        history.add(RELEASED);
        states.put("leaving", List.copyOf(history));
        states.put("undelivered", List.of(OFFERED, GRANTED, ASKED, READY, ROUND_ASKED, RELEASED, WITHHELD));
        history.add(SENT);
        states.put("sent", List.copyOf(history));
        history.add(ENDED);
        states.put("ended", List.copyOf(history));
        history.add(DELETED);
        states.put("ended-deleted", List.copyOf(history));
        history.add(REPORTED);
        states.put("closed", List.copyOf(history));
        return states;
    }

    private static SiteStudyEvent decided(Permit.Decision decision) {
        KeyFingerprint key = new KeyFingerprint(Digest.of("key"));
        return new SiteStudyEvent.PermitDecided(
                new Permit(
                        OFFER.digest(),
                        new SiteId("aurora"),
                        decision,
                        key,
                        Map.of(new SiteId("aurora"), key),
                        Digest.of("policy"),
                        SOON),
                new Bytes(new byte[] {1, 2}));
    }

    static StudyOffer offer() {
        StudyOffer.Chain chain = new StudyOffer.Chain(List.of(new Bytes(new byte[] {1})));
        return new StudyOffer(
                TestStudies.study("states", ReleaseLevel.SITE_LEVEL),
                chain,
                new Bytes(new byte[] {3}),
                chain,
                Map.of(new SiteId("aurora"), chain));
    }
}
