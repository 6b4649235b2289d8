package org.isopleth.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.CohortSize;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.round.RoundId;
import org.isopleth.site.KeyFingerprint;
import org.isopleth.site.SiteId;
import org.isopleth.study.Passport;
import org.isopleth.study.Permit;
import org.isopleth.study.Readiness;
import org.isopleth.study.ReleaseLevel;
import org.junit.jupiter.api.Test;

/// The course of a study is a pure function of its events: which event may happen in which state, and
/// what it makes of it.
class StudyStateTest {
    private static final Instant LATER = Instant.parse("2026-01-01T00:00:00Z");
    private static final SiteId NORTH = new SiteId("north");
    private static final SiteId SOUTH = new SiteId("south");
    private static final Digest STUDY = Digest.of("study");
    private static final Digest STATE = Digest.of("state");
    private static final Digest SUM = Digest.of("sum");
    private static final Json.Obj OFFER = Json.object().with("study", "one").build();
    private static final RoundId ROUND = new RoundId(STUDY, 0, 1, 1);

    private static StudyEvent permit(SiteId site) {
        Permit permit = new Permit(
                STUDY,
                site,
                new Permit.Decision.Granted(ReleaseLevel.SITE_LEVEL),
                new KeyFingerprint(Digest.of("coordinator")),
                Map.of(NORTH, new KeyFingerprint(Digest.of("north"))),
                Digest.of("policy"),
                LATER);
        return new StudyEvent.PermitReceived(site, permit, new Bytes(new byte[] {1}));
    }

    private static StudyEvent ready(SiteId site) {
        return new StudyEvent.ReadinessReceived(site, new Readiness(CohortSize.FROM_50, List.of()));
    }

    private static StudyEvent folded(SiteId site) {
        return new StudyEvent.ContributionFolded(ROUND, site, Digest.of(site.name()), SUM);
    }

    /// One of every event, in the order of an undisturbed study of one round.
    private static final List<StudyEvent> COURSE = List.of(
            new StudyEvent.Registered(OFFER, List.of(NORTH, SOUTH), LATER),
            permit(NORTH),
            permit(SOUTH),
            new StudyEvent.PermitsClosed(List.of(NORTH, SOUTH), LATER),
            ready(NORTH),
            ready(SOUTH),
            new StudyEvent.AnalysisStarted(0, 1, List.of(NORTH, SOUTH)),
            new StudyEvent.RoundOpened(ROUND, STATE, LATER),
            folded(NORTH),
            folded(SOUTH),
            new StudyEvent.RoundClosed(ROUND, SUM),
            new StudyEvent.AnalysisEnded(0, Digest.of("outcome")),
            new StudyEvent.StudyEnded("completed", Digest.of("result")),
            new StudyEvent.LedgerHeadReceived(NORTH, "head"));

    private static StudyState after(int events) {
        return StudyState.replay(COURSE.subList(0, events));
    }

    @Test
    void an_undisturbed_study_goes_from_registration_to_its_end() {
        assertInstanceOf(StudyState.AwaitingPermits.class, after(1));
        assertEquals(Set.of(SOUTH), ((StudyState.AwaitingPermits) after(2)).waiting());
        assertInstanceOf(StudyState.AwaitingReadiness.class, after(4));
        assertInstanceOf(StudyState.InAnalysis.class, after(7));
        StudyState.InRound open = assertInstanceOf(StudyState.InRound.class, after(8));
        assertEquals(Set.of(NORTH, SOUTH), open.waiting());
        StudyState.InRound half = assertInstanceOf(StudyState.InRound.class, after(9));
        assertEquals(Set.of(SOUTH), half.waiting());
        assertEquals(Optional.of(SUM), half.sum());
        StudyState.InAnalysis closed = assertInstanceOf(StudyState.InAnalysis.class, after(11));
        assertEquals(Optional.of(ROUND), closed.lastRound());
        StudyState.BetweenAnalyses between = assertInstanceOf(StudyState.BetweenAnalyses.class, after(12));
        assertEquals(1, between.course().analysis());
        StudyState.Ended ended = assertInstanceOf(StudyState.Ended.class, after(14));
        assertEquals(Map.of(NORTH, "head"), ended.ledgerHeads());
        assertEquals(Set.of(NORTH, SOUTH), ended.course().decisions().keySet());
    }

    /// For each state of the undisturbed course, the events that may happen in it, by their names.
    private static final Map<Class<? extends StudyState>, Set<String>> ALLOWED = Map.of(
            StudyState.Unknown.class, Set.of("registered"),
            StudyState.AwaitingPermits.class,
                    Set.of("permit-received", "permit-rejected", "permits-closed", "study-ended"),
            StudyState.AwaitingReadiness.class,
                    Set.of("readiness-received", "analysis-started", "analysis-ended", "study-ended"),
            StudyState.BetweenAnalyses.class, Set.of("study-ended"),
            StudyState.InAnalysis.class, Set.of("round-opened", "analysis-ended", "study-ended"),
            StudyState.InRound.class,
                    Set.of("contribution-folded", "site-lost", "analysis-ended", "round-closed", "study-ended"),
            StudyState.Ended.class, Set.of("ledger-head-received"));

    @Test
    void every_pair_outside_the_table_is_refused() {
        List<StudyEvent> events = new ArrayList<>(COURSE);
        events.add(new StudyEvent.SiteLost(ROUND, SOUTH, "deadline", List.of()));
        events.add(new StudyEvent.PermitRejected(SOUTH, Permit.RefusalReason.OTHER_RELEASE));
        for (int done = 0; done <= COURSE.size(); done++) {
            StudyState state = after(done);
            for (StudyEvent event : events) {
                String kind = StudyEventJson.kind(event);
                Set<String> allowed = ALLOWED.get(state.getClass());
                assertTrue(allowed != null, state.getClass().getSimpleName());
                if (!allowed.contains(kind)) {
                    assertThrows(
                            ImpossibleEventException.class,
                            () -> StudyState.step(state, event),
                            kind + " in " + state.getClass().getSimpleName());
                }
            }
        }
    }

    @Test
    void a_study_may_end_when_all_are_ready_and_keeps_how_each_measures() {
        Map<SiteId, Readiness> answers =
                Map.of(NORTH, measuring("isopleth-radiomics 0.1.0"), SOUTH, measuring("isopleth-radiomics 0.2.0"));
        StudyState state = after(4);
        for (Map.Entry<SiteId, Readiness> answer : answers.entrySet()) {
            state = StudyState.step(state, new StudyEvent.ReadinessReceived(answer.getKey(), answer.getValue()));
        }
        StudyEvent end = new StudyEvent.StudyEnded(ErrorCode.PASSPORTS_DIFFER.word(), Digest.of("result"));
        StudyState.Ended ended = assertInstanceOf(StudyState.Ended.class, StudyState.step(state, end));
        assertEquals("passports-differ", ended.outcome());
        assertEquals(answers, ended.course().readiness());
    }

    private static Readiness measuring(String software) {
        Passport passport = new Passport(software, 482, 482, Digest.of("values"));
        return new Readiness(CohortSize.FROM_50, List.of(), Optional.of(passport));
    }

    @Test
    void a_site_contributes_once_to_a_round_and_only_if_it_belongs_to_it() {
        StudyState half = after(9);
        assertThrows(ImpossibleEventException.class, () -> StudyState.step(half, folded(NORTH)));
        assertThrows(ImpossibleEventException.class, () -> StudyState.step(half, folded(new SiteId("stranger"))));
        RoundId other = new RoundId(STUDY, 0, 1, 2);
        StudyEvent elsewhere = new StudyEvent.ContributionFolded(other, SOUTH, Digest.of("south"), SUM);
        assertThrows(ImpossibleEventException.class, () -> StudyState.step(half, elsewhere));
    }

    @Test
    void a_round_that_lost_a_site_cannot_close_and_the_analysis_starts_again_without_it() {
        StudyState lost = StudyState.step(after(9), new StudyEvent.SiteLost(ROUND, SOUTH, "deadline", List.of()));
        assertThrows(
                ImpossibleEventException.class, () -> StudyState.step(lost, new StudyEvent.RoundClosed(ROUND, SUM)));
        StudyState again = StudyState.step(lost, new StudyEvent.AnalysisStarted(0, 2, List.of(NORTH)));
        StudyState.InAnalysis running = assertInstanceOf(StudyState.InAnalysis.class, again);
        assertEquals(2, running.attempt());
        assertEquals(Optional.empty(), running.sum(), "one fit never mixes sets of sites");
        assertEquals(Map.of(0, Map.of(SOUTH, "deadline")), running.course().lost());
    }

    @Test
    void stored_events_read_back_as_they_were() {
        List<StudyEvent> events = new ArrayList<>(COURSE);
        events.add(new StudyEvent.SiteLost(ROUND, SOUTH, "rules", List.of("rows", "events")));
        events.add(new StudyEvent.PermitRejected(SOUTH, Permit.RefusalReason.OTHER_RELEASE));
        for (StudyEvent event : events) {
            byte[] stored = CanonicalJson.bytes(StudyEventJson.write(event));
            StudyEvent read = StudyEventJson.read(
                    StudyEventJson.kind(event),
                    StudyEventJson.VERSION,
                    CanonicalJson.parseCanonical(stored).asObject());
            assertEquals(event, read);
        }
    }

    @Test
    void random_events_never_reach_a_state_that_breaks_its_rules() {
        List<StudyEvent> events = new ArrayList<>(COURSE);
        events.add(new StudyEvent.SiteLost(ROUND, SOUTH, "deadline", List.of()));
        events.add(new StudyEvent.PermitRejected(SOUTH, Permit.RefusalReason.OTHER_RELEASE));
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            StudyState state = new StudyState.Unknown();
            for (int i = 0; i < 60; i++) {
                StudyEvent event = events.get(random.nextInt(events.size()));
                try {
                    state = StudyState.step(state, event);
                } catch (ImpossibleEventException e) {
                    continue;
                }
                if (state instanceof StudyState.InRound open) {
                    assertTrue(open.sites().containsAll(open.waiting()), "seed " + seed);
                    assertTrue(open.sites().containsAll(open.lost()), "seed " + seed);
                }
            }
        }
    }
}
