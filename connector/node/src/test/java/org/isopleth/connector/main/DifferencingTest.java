package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.vote.HoldOut;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.Tally;
import org.isopleth.connector.cohort.RowKeys;
import org.isopleth.connector.differencing.DifferencingGuard;
import org.isopleth.connector.gate.Guard;
import org.isopleth.connector.gate.Proposal;
import org.isopleth.disclosure.RuleResult;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.exchange.Message;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.store.Leadership;
import org.isopleth.store.Store;
import org.isopleth.store.StoreLocation;
import org.isopleth.store.StoreOwner;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A running connector remembers whose patients it has told of, across studies and restarts.
class DifferencingTest {
    private static final AnalysisTable ALL = TestStudies.table(60, 5);

    @TempDir
    Path folder;

    @Test
    void a_study_of_nearly_the_same_patients_is_refused_after_a_restart_too() throws Exception {
        try (Hospital hospital = new Hospital(folder.resolve("site"), ALL)) {
            hospital.start();
            ready(hospital, "first").analyse(0);

            // One patient less, and nine less: the sum of those who left would be the difference.
            for (int left : new int[] {1, 9}) {
                hospital.patients.table = without(left);
                assertRefused(hospital, "without " + left);
            }
            hospital.stop();
            hospital.start();
            hospital.patients.table = without(5);
            assertRefused(hospital, "after a restart");

            // Ten gathered: their sum is one of ten.
            hospital.patients.table = without(10);
            ready(hospital, "without ten").analyse(0);
        }
    }

    @Test
    void the_same_question_gets_the_same_bytes_whoever_asks() throws Exception {
        try (Hospital hospital = new Hospital(folder.resolve("site"), ALL)) {
            hospital.start();
            Conversation first = ready(hospital, "first");
            first.analyse(0);
            Conversation second = ready(hospital, "second");
            second.analyse(0);
            assertEquals(first.contributions, second.contributions);
        }
    }

    @Test
    void what_was_refused_is_not_remembered() throws Exception {
        try (Hospital hospital = new Hospital(folder.resolve("site"), ALL)) {
            hospital.start();
            ready(hospital, "first").analyse(0);
            hospital.patients.table = without(9);
            assertRefused(hospital, "refused");
            // It differs from the refused one by one patient, and from what left by ten.
            hospital.patients.table = without(10);
            ready(hospital, "allowed").analyse(0);
        }
    }

    /// Everybody has an age, and one patient lacks the dose: the fit is of all patients of the summary but that one.
    @Test
    void two_analyses_of_a_study_are_held_against_each_other() throws Exception {
        Study study = TestStudies.study(
                "cases",
                ReleaseLevel.SITE_LEVEL,
                TestStudies.study("any", ReleaseLevel.SITE_LEVEL).variables(),
                List.of(
                        new AnalysisPlan(
                                AnalysisId.parse("summary@1"),
                                "describe",
                                Json.object()
                                        .with("variables", Json.ofTexts(List.of("age", "sex")))
                                        .build()),
                        new AnalysisPlan(
                                AnalysisId.parse("glm@1"),
                                "dose-by-age",
                                Json.object()
                                        .with("family", "gaussian")
                                        .with("outcome", "dose")
                                        .with("covariates", Json.ofTexts(List.of("age")))
                                        .build())));
        double[] dose = IntStream.range(0, ALL.rows())
                .mapToDouble(row -> row == 7 ? Double.NaN : 20 + row % 9)
                .toArray();
        AnalysisTable table = new AnalysisTable(
                ALL.rows(), List.of(ALL.column("age"), new Column.Numeric("dose", dose), ALL.column("sex")));
        try (Hospital hospital = new Hospital(folder.resolve("site"), table)) {
            hospital.start();
            Conversation conversation = ready(hospital, study);
            conversation.analyse(0);
            Digest state = hospital.coordinator.publish(
                    conversation.prepared(1).atCoordinator().start());
            Message.Withheld withheld = conversation.openInVain(new RoundId(study.digest(), 1, 1, 1), state);
            assertEquals(List.of("differencing"), withheld.rules());
        }
    }

    /// Under masks a site's own hold-out is nobody else's business, and the guard still sees it: one patient held
    /// out of sixty is the difference to a model of all.
    @Test
    void a_model_that_holds_few_out_is_refused_beside_one_of_all() throws Exception {
        assertEquals(List.of(true, false), heldOut(1));
        assertEquals(List.of(true, false), heldOut(9));
        assertEquals(List.of(true, true), heldOut(10));
    }

    /// What the guard says to a model of all patients, and then to one that holds some of them out.
    private List<Boolean> heldOut(int patients) throws Exception {
        AnalysisPlan all = plan("glm@1", "all", Json.object().with("family", "binomial"));
        AnalysisPlan averaged = plan("averaged-logistic@1", "averaged", Json.object());
        Study study = TestStudies.study(
                "hold-out",
                ReleaseLevel.SUM_ONLY,
                TestStudies.study("any", ReleaseLevel.SUM_ONLY).variables(),
                List.of(all, averaged));
        double[] draws = IntStream.range(0, ALL.rows())
                .mapToDouble(row -> row < patients ? 0.1 : 0.9)
                .toArray();
        AnalysisTable drawn = new AnalysisTable(
                ALL.rows(), List.of(ALL.column("age"), ALL.column("sex"), new Column.Numeric(HoldOut.DRAW, draws)));
        AnalysisTable table = RowKeys.added(
                drawn,
                new SecretKeySpec(new byte[32], "HmacSHA256"),
                IntStream.range(0, ALL.rows()).mapToObj(Integer::toString).toList());
        Path kept = folder.resolve("store of " + patients);
        try (Hospital hospital = new Hospital(folder.resolve("site of " + patients), ALL);
                Store store = Store.open(
                        new StoreLocation.Folder(kept),
                        new StoreOwner("connector", "aurora"),
                        InstantSource.system())) {
            Leadership leadership = store.lead("test");
            Guard guard = new DifferencingGuard(store, SitePolicy.FLOORS.questions());
            List<Boolean> passed = new ArrayList<>();
            for (int analysis = 0; analysis < study.analyses().size(); analysis++) {
                Guard.Finding finding = guard.examine(
                        leaving(hospital.offer(study), new RoundId(study.digest(), analysis, 1, 1), table));
                boolean passes = finding.results().stream().allMatch(RuleResult::passed);
                passed.add(passes);
                if (passes) {
                    store.write(leadership, transaction -> {
                        finding.note().accept(transaction);
                        return study;
                    });
                }
            }
            return passed;
        }
    }

    private static AnalysisPlan plan(String id, String name, Json.Builder options) {
        return new AnalysisPlan(
                AnalysisId.parse(id),
                name,
                options.with("outcome", "sex=male")
                        .with("covariates", Json.ofTexts(List.of("age")))
                        .build());
    }

    private static Guard.Leaving leaving(StudyOffer offer, RoundId round, AnalysisTable table) {
        PreparedAnalysis prepared =
                Analyses.prepare(offer.study(), offer.study().analyses().get(round.analysis()));
        Exposure exposure = prepared.atSite().exposure(table);
        Tally own = Tally.of(prepared.tally(), exposure);
        Proposal proposal = new Proposal(
                round,
                Digest.of("state"),
                Tally.declare(prepared.tally()),
                exposure,
                own.contribution(),
                prepared.atSite().behind(table),
                new Proposal.Visible.SumOfSites(own.plus(own)),
                Optional.empty(),
                Optional.empty());
        return new Guard.Leaving(offer, ReleaseLevel.SUM_ONLY, proposal, Set.of(new SiteId("aurora")));
    }

    private static AnalysisTable without(int patients) {
        return ALL.select(IntStream.range(0, ALL.rows() - patients).toArray());
    }

    private static Conversation ready(Hospital hospital, String title) throws InterruptedException {
        return ready(hospital, TestStudies.study(title, ReleaseLevel.SITE_LEVEL));
    }

    private static Conversation ready(Hospital hospital, Study study) throws InterruptedException {
        Conversation conversation = new Conversation(hospital.coordinator, hospital.offer(study));
        conversation.offer();
        assertTrue(conversation.permit().granted());
        assertEquals(List.of(), conversation.getReady().readiness().findings());
        return conversation;
    }

    private static void assertRefused(Hospital hospital, String title) throws InterruptedException {
        Conversation conversation = ready(hospital, title);
        Digest study = TestStudies.study(title, ReleaseLevel.SITE_LEVEL).digest();
        Digest state = hospital.coordinator.publish(
                conversation.prepared(0).atCoordinator().start());
        Message.Withheld withheld = conversation.openInVain(new RoundId(study, 0, 1, 1), state);
        assertEquals("rules", withheld.reason());
        assertEquals(List.of("differencing"), withheld.rules());
    }
}
