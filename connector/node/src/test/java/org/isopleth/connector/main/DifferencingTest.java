package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.exchange.Message;
import org.isopleth.round.RoundId;
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
