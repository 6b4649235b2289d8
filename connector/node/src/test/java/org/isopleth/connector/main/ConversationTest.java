package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.Federation;
import org.isopleth.analysis.Step;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.ledger.LedgerEntry;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerOutcome;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.site.SiteId;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One site's part in a study from the offer to the end, over real sockets.
class ConversationTest {
    private static final AnalysisTable TABLE = TestStudies.table(60, 1);
    private static final Study STUDY = TestStudies.study("whole", ReleaseLevel.SITE_LEVEL);

    @TempDir
    Path folder;

    @Test
    void a_site_answers_a_study_from_offer_to_end_with_the_numbers_of_a_simulation() throws Exception {
        try (Hospital hospital = new Hospital(folder.resolve("site"), TABLE)) {
            hospital.start();
            Conversation conversation = new Conversation(hospital.coordinator, hospital.offer(STUDY));
            conversation.whole();

            assertEquals(simulated(), conversation.results);
            assertFalse(hospital.patients.keeps(STUDY.digest()), "the frozen cohort is deleted at the end");
            hospital.stop();
            assertInstanceOf(LedgerVerdict.Sound.class, hospital.verifyLedger());
            assertOneEntryPerRelease(hospital, conversation);
        }
    }

    @Test
    void everything_sent_again_after_each_connection_changes_nothing() throws Exception {
        try (Hospital hospital = new Hospital(folder.resolve("site"), TABLE)) {
            hospital.coordinator.repeatsAll = true;
            hospital.start();
            Conversation conversation = new Conversation(hospital.coordinator, hospital.offer(STUDY));
            conversation.offer();
            conversation.permit();
            hospital.coordinator.drop();
            conversation.getReady();
            hospital.coordinator.drop();
            conversation.analyse(0);
            hospital.coordinator.drop();
            conversation.analyse(1);
            hospital.coordinator.drop();
            conversation.end();

            assertEquals(simulated(), conversation.results);
            assertEquals(
                    1 + conversation.contributions.size(),
                    hospital.patients.openings.get(),
                    "no round is computed twice");
            hospital.stop();
            assertOneEntryPerRelease(hospital, conversation);
        }
    }

    /// What both halves say in one process.
    static List<Json.Obj> simulated() {
        return STUDY.analyses().stream()
                .map(plan -> Federation.run(Analyses.prepare(STUDY, plan), Map.of(new SiteId("aurora"), TABLE)))
                .map(run -> assertInstanceOf(Step.Finished.class, run.end()).result())
                .toList();
    }

    static void assertOneEntryPerRelease(Hospital hospital, Conversation conversation) {
        List<LedgerEntry> entries = hospital.ledger();
        for (var contribution : conversation.contributions) {
            for (LedgerEvent event : List.of(LedgerEvent.RELEASE_DECIDED, LedgerEvent.RELEASED)) {
                assertEquals(
                        1,
                        entries.stream()
                                .map(LedgerEntry::occurrence)
                                .filter(what -> what.event() == event)
                                .filter(what -> what.outcome() != LedgerOutcome.REFUSED)
                                .filter(what -> what.details()
                                        .artefact()
                                        .filter(artefact -> artefact.sha256().equals(contribution))
                                        .isPresent())
                                .count(),
                        event + " of " + contribution);
            }
        }
        assertTrue(conversation.contributions.size() >= 4);
    }
}
