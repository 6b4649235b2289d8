package org.isopleth.coordinator.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.vote.HoldOut;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.exchange.Message;
import org.isopleth.masking.CoordinatorMasking;
import org.isopleth.masking.KeyRenewal;
import org.isopleth.masking.MaskingFloors;
import org.isopleth.masking.Proposal;
import org.isopleth.masking.Step;
import org.isopleth.masking.key.SigningKey;
import org.isopleth.progress.StudyEvent;
import org.isopleth.progress.StudyState;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Cohort;
import org.isopleth.study.Permit;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.unit.Unit;
import org.isopleth.wire.identity.IdentityFolder;
import org.junit.jupiter.api.Test;

/// The coordinator conducts a study of which only sums may be read: over messages in any order, over its own death,
/// over sites that stay away, refuse or lie. The sites check and mask as real ones do.
class MaskedConductorTest extends MaskedHarness {
    /// So many messages lie between two restarts; with `-Disopleth.tests=full` one.
    private static final int RESTART_EVERY =
            System.getProperty("isopleth.tests", "sampled").equals("sampled") ? 7 : 1;

    @Test
    void the_masked_sums_and_the_result_are_those_of_site_level_in_any_order_and_over_any_restart() {
        Json.Obj expected = siteLevel();
        for (int restartEvery : List.of(0, RESTART_EVERY)) {
            register(MASKED);
            talk(new Random(restartEvery), Set.of(), restartEvery);
            assertEquals(expected, firstAnalysis(MASKED), "restarts " + restartEvery);
            assertSumsArePlain(SITES);
            assertNoRoundIsOpenedTwice();
            assertNoVectorIsKept();
            elsewhere();
        }
    }

    @Test
    void a_coordinator_that_dies_between_any_two_transactions_goes_on_where_it_stood() {
        Json.Obj expected = siteLevel();
        register(MASKED);
        killing = Optional.of(new Random(1));
        talk();
        assertEquals(expected, firstAnalysis(MASKED));
        assertSumsArePlain(SITES);
        assertNoRoundIsOpenedTwice();
    }

    @Test
    void while_masks_come_off_other_studies_go_on_and_a_restart_begins_that_work_again() {
        Json.Obj expected = siteLevel();
        Deque<Runnable> work = new ArrayDeque<>();
        workers = work::add;
        restart();
        register(MASKED);
        talk();
        assertInstanceOf(CoordinatorMasking.TakingOff.class, openRound().masking());
        assertEquals(1, work.size());

        Study other = study("Another line", SLOPE);
        register(other);
        talk();
        conductor.tick();
        assertEquals("completed", ended(other).outcome());
        assertInstanceOf(CoordinatorMasking.TakingOff.class, openRound().masking());
        assertEquals(1, work.size(), "the work is not begun twice");

        work.clear();
        restart();
        int sums = 0;
        while (!work.isEmpty()) {
            work.remove().run();
            sums++;
            talk();
        }
        assertTrue(sums > 1, "each round is worked on");
        assertEquals(expected, firstAnalysis(MASKED));
        assertSumsArePlain(SITES);
        assertNoVectorIsKept();
    }

    @Test
    void a_sum_that_comes_when_the_program_stops_changes_nothing() {
        Deque<Runnable> work = new ArrayDeque<>();
        workers = work::add;
        restart();
        register(MASKED);
        talk();
        conductor.stop();
        int before = events().size();
        work.remove().run();
        assertEquals(before, events().size());
    }

    @Test
    void a_site_absent_from_the_totals_is_left_out_with_the_reason_and_the_others_go_on() {
        away = awayAt(WEST, RoundId.TOTALS, Step.PROPOSE);
        register(MASKED);
        talk();
        deadline();
        talk();
        assertEquals(List.of("east", "north", "south"), sites());
        assertEquals(1, firstAnalysis(MASKED).integer("attempts"));
        assertLost(WEST, 0, "deadline");
        assertSumsArePlain(SITES.subList(0, 3));
        everyoneIsBack();
        talk();
        assertEquals(4, ended(MASKED).ledgerHeads().size(), "it hears how the study ended");
    }

    @Test
    void an_analysis_waits_for_a_site_that_disappears_once_the_set_is_frozen_and_goes_on_with_the_same_state() {
        Json expected = siteLevel().get("result");
        away = awayAt(WEST, 1, Step.PROPOSE);
        register(MASKED);
        talk();
        Digest state = openRound().state();
        deadline();
        restart();
        talk();
        assertEquals(2, openRound().round().attempt());
        assertEquals(state, openRound().state());
        assertEquals(Set.copyOf(SITES), openRound().sites());
        everyoneIsBack();
        talk();
        assertEquals(expected, firstAnalysis(MASKED).get("result"));
        assertEquals(2, firstAnalysis(MASKED).integer("attempts"));
        assertSumsArePlain(SITES);
        assertNoRoundIsOpenedTwice();
        assertNoVectorIsKept();
    }

    @Test
    void a_vector_that_arrived_counts_when_its_site_is_gone_afterwards() {
        Json.Obj expected = siteLevel();
        away = awayAt(WEST, 1, Step.AGREE);
        register(MASKED);
        talk();
        deadline();
        talk();
        assertEquals(2, openRound().round().number());
        everyoneIsBack();
        talk();
        assertEquals(expected, firstAnalysis(MASKED));
        assertSumsArePlain(SITES);
    }

    @Test
    void an_analysis_ends_when_a_site_stays_away_for_eight_attempts() {
        away = awayAt(WEST, 1, Step.PROPOSE);
        register(MASKED);
        talk();
        for (int attempt = 1; attempt <= MaskedNextStep.MOST_ATTEMPTS; attempt++) {
            assertEquals(attempt, openRound().attempts());
            deadline();
            talk();
        }
        assertEquals("site-away", problem());
        assertEquals("completed", ended(MASKED).outcome());
        assertNoVectorIsKept();
    }

    @Test
    void a_site_whose_rules_refuse_the_totals_is_left_out_and_one_that_refuses_later_ends_the_analysis() {
        for (int number : List.of(0, 1)) {
            hospitals.put(WEST, refusing(number));
            register(MASKED);
            talk();
            assertLost(WEST, number, "rules", "rows");
            if (number == 0) {
                assertEquals(List.of("east", "north", "south"), sites());
            } else {
                assertEquals("withheld", problem());
            }
            elsewhere();
        }
    }

    /// A site that withholds its part of a round.
    private MaskedSite refusing(int number) {
        MaskedSite site = hospital(WEST);
        away = (who, message) -> {
            if (who.equals(WEST)
                    && message instanceof Message.MaskedRoundOpened opened
                    && opened.round().number() == number) {
                send(WEST, new Message.Withheld(opened.round(), "rules", List.of("rows")));
                away = (_, _) -> false;
            }
            return false;
        };
        return site;
    }

    @Test
    void a_sum_that_too_few_open_is_never_asked_for_again() {
        away = awayAt(WEST, 1, Step.UNMASK).or(awayAt(SOUTH, 1, Step.UNMASK));
        register(MASKED);
        talk();
        deadline();
        everyoneIsBack();
        talk();
        assertEquals("sum-not-opened", problem());
        assertNoRoundIsOpenedTwice();
        assertNoVectorIsKept();
    }

    @Test
    void a_site_uploads_only_when_asked_to_mask_and_fetches_only_states_and_totals_of_its_analysis() {
        register(MASKED);
        away = (site, message) -> asks(message, 1, Step.SHARE);
        talk();
        assertEquals(Optional.empty(), conductor.upload(EAST));
        away = (site, message) -> asks(message, 1, Step.MASK);
        talk();
        StudyState.InMaskedRound open = openRound();
        long bytes = Optional.ofNullable(hospital(EAST).plain.get(open.round()))
                .orElseThrow()
                .bytes()
                .length;
        assertEquals(Optional.of(new ExpectedUpload(bytes, true)), conductor.upload(EAST));
        assertEquals(Optional.empty(), conductor.upload(new SiteId("stranger")));
        Digest totals = open.totals().orElseThrow();
        assertTrue(conductor.mayDownload(EAST, open.state()));
        assertTrue(conductor.mayDownload(EAST, totals));
        assertTrue(!conductor.mayDownload(new SiteId("stranger"), totals));
        away = (site, message) -> asks(message, 1, Step.AGREE) || site.equals(WEST);
        talk();
        assertEquals(Optional.empty(), conductor.upload(EAST), "its vector is here");
        assertEquals(Optional.of(new ExpectedUpload(bytes, true)), conductor.upload(WEST));
        everyoneIsBack();
        talk();
        assertTrue(!conductor.mayDownload(EAST, totals));
        assertEquals("completed", ended(MASKED).outcome());
    }

    @Test
    void an_analysis_of_two_sites_does_not_begin() {
        Study small = study("For two", new Study.PrivacyTerms(ReleaseLevel.SUM_ONLY, 1), SLOPE);
        register(small);
        for (SiteId site : List.of(EAST, SOUTH)) {
            Permit no = permit(small.digest(), site, new Permit.Decision.Refused(Permit.RefusalReason.PERSON));
            send(site, decided(no, site));
        }
        talk();
        assertEquals("too-few-sites", firstAnalysis(small).object("problem").text("reason"));
    }

    /// A scientist who asks for sums is not given what single sites have because one of them agreed to more.
    @Test
    void a_permit_that_grants_more_than_the_study_asks_leaves_its_site_out_by_that_name() {
        decisions.put(WEST, new Permit.Decision.Granted(ReleaseLevel.SITE_LEVEL));
        register(MASKED);
        talk();
        assertEquals(List.of("east", "north", "south"), sites());
        Json.Obj west = results(MASKED).list("sites").stream()
                .map(Json::asObject)
                .filter(site -> site.text("name").equals("west"))
                .findFirst()
                .orElseThrow();
        assertEquals("other-release-level", west.text("reason"));
    }

    /// West is away from the totals of the second analysis: the sum of the other three beside that of all four would be
    /// what west has. The sites refuse, and the study says so.
    @Test
    void an_analysis_whose_sites_are_too_close_to_those_of_an_earlier_one_ends_by_that_name() {
        AnalysisPlan again = new AnalysisPlan(SLOPE.id(), "again", SLOPE.options());
        Study twice = study("Twice", SUM_ONLY, SLOPE, again);
        SITES.forEach(site -> hospitals.put(
                site,
                new MaskedSite(
                        identity(site),
                        permit(twice.digest(), site, new Permit.Decision.Granted(ReleaseLevel.SUM_ONLY)),
                        table(site),
                        Analyses.prepare(twice, SLOPE))));
        away = (site, message) -> site.equals(WEST)
                && message instanceof Message.MaskedRoundOpened opened
                && opened.round().analysis() == 1;
        register(twice);
        talk();
        deadline();
        talk();
        List<Json> analyses = results(twice).list("analyses");
        assertTrue(analyses.getFirst().asObject().find("result").isPresent());
        assertEquals(
                "too-close-to-earlier",
                analyses.get(1).asObject().object("problem").text("reason"));
    }

    /// The certificate of a site runs out in the middle of a study, and it comes back with another key.
    @Test
    void a_site_that_renewed_its_key_goes_on_by_the_word_of_the_key_that_permits_pin_and_not_without_it() {
        Json expected = siteLevel().get("result");
        IdentityFolder next = found(new SiteId("west-with-another-key"));
        for (boolean certified : List.of(true, false)) {
            renewals.clear();
            away = awayAt(WEST, 1, Step.PROPOSE);
            register(MASKED);
            talk();
            hospital(WEST).renew(next);
            if (certified) {
                renewals.put(WEST, renewal(WEST, next));
            }
            deadline();
            everyoneIsBack();
            talk();
            if (certified) {
                assertEquals(expected, firstAnalysis(MASKED).get("result"));
                assertSumsArePlain(SITES);
            } else {
                assertEquals("withheld", problem());
            }
            elsewhere();
        }
    }

    private KeyRenewal renewal(SiteId site, IdentityFolder next) {
        SigningKey former = signingKey(identity(site));
        Instant until = now.plus(Duration.ofDays(300));
        byte[] statement = KeyRenewal.statement(FEDERATION, site, former, signingKey(next), now, until);
        return new KeyRenewal(
                FEDERATION,
                site,
                former,
                signingKey(next),
                now,
                until,
                new Bytes(identity(site).signer().signStatement(statement)));
    }

    private static SigningKey signingKey(IdentityFolder identity) {
        return new SigningKey(
                new Bytes(identity.signing().certificate().getPublicKey().getEncoded()));
    }

    /// Voting is rounds like others: the ballots are masked, and no restart changes a bit of what came of them.
    @Test
    void an_averaged_model_is_voted_on_under_masks_and_over_any_restart() {
        AnalysisPlan plan = new AnalysisPlan(
                new AnalysisId("averaged-logistic", 1),
                "averaged",
                Json.object()
                        .with("outcome", "ill")
                        .with("covariates", Json.ofTexts(List.of("x")))
                        .with("rounds", 3)
                        .build());
        Study voted = voted(plan);
        Json.Obj expected = null;
        for (int restartEvery : List.of(0, RESTART_EVERY)) {
            SITES.forEach(site -> hospitals.put(
                    site,
                    new MaskedSite(
                            identity(site),
                            permit(voted.digest(), site, new Permit.Decision.Granted(ReleaseLevel.SUM_ONLY)),
                            patients(site, voted.digest()),
                            Analyses.prepare(voted, plan))));
            register(voted);
            talk(new Random(restartEvery), Set.of(), restartEvery);
            Json.Obj result = firstAnalysis(voted).object("result");
            assertEquals(3, result.integer("accepted"), CanonicalJson.text(result));
            assertTrue(expected == null || expected.equals(result), "restarts " + restartEvery);
            expected = result;
            assertNoRoundIsOpenedTwice();
            assertNoVectorIsKept();
            elsewhere();
        }
    }

    private static Study voted(AnalysisPlan plan) {
        return new Study(
                "A vote",
                "Does x make ill?",
                "A test",
                List.of(),
                List.of(
                        new Variable.Numeric("x", Optional.empty(), Unit.ONE, 0, 100),
                        new Variable.Numeric("ill", Optional.empty(), Unit.ONE, 0, 1)),
                Cohort.EVERYONE,
                List.of(plan),
                SUM_ONLY,
                study().deadlines());
    }

    private static AnalysisTable patients(SiteId site, Digest study) {
        Random random = new Random(site.name().hashCode());
        double[] x = new double[200];
        double[] ill = new double[200];
        for (int row = 0; row < 200; row++) {
            x[row] = random.nextInt(100);
            ill[row] = random.nextDouble() < 1 / (1 + Math.exp(-0.06 * (x[row] - 50))) ? 1 : 0;
        }
        AnalysisTable table =
                new AnalysisTable(200, List.of(new Column.Numeric("x", x), new Column.Numeric("ill", ill)));
        return HoldOut.drawn(table, ("a secret of the site " + site).getBytes(StandardCharsets.UTF_8), study);
    }

    @Test
    void a_site_that_asks_for_more_than_the_floors_gets_it() {
        MaskingFloors strict = new MaskingFloors(4, 4, 4, 1, 128, 3);
        decisions.put(WEST, new Permit.Decision.Granted(ReleaseLevel.SUM_ONLY, strict));
        register(MASKED);
        talk();
        Proposal proposal = events().stream()
                .filter(StudyEvent.MaskedRoundOpened.class::isInstance)
                .map(event -> ((StudyEvent.MaskedRoundOpened) event).proposal())
                .findFirst()
                .orElseThrow();
        assertEquals(4, proposal.threshold(), "three would do for the others");
        assertEquals(4, proposal.minimumSurvivors());
        assertEquals(4, sites().size());
    }

    @Test
    void what_was_said_before_or_comes_late_changes_nothing() {
        List<Message.MaskingAnswered> said = new ArrayList<>();
        MaskedSite west = hospital(WEST);
        west.voice = (message, context) -> {
            Json.Obj signed = west.signed(message, context);
            said.add(new Message.MaskingAnswered(west.said.getLast().round(), signed));
            return signed;
        };
        away = (site, message) -> {
            if (site.equals(WEST)) {
                int before = events().size();
                said.forEach(again -> send(WEST, again));
                assertEquals(before, events().size());
            }
            return false;
        };
        register(MASKED);
        talk();
        assertTrue(said.size() > 10, "west has said something");
        assertEquals(4, sites().size());
    }
}
