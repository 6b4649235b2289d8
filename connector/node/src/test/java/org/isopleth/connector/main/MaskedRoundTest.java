package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.analysis.Federation;
import org.isopleth.analysis.Step;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.site.SiteId;
import org.isopleth.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One site's part in a study whose sums are masked, over real sockets.
class MaskedRoundTest {
    private static final Study STUDY = TestStudies.masked("masked");
    private static final SortedMap<SiteId, AnalysisTable> TABLES = TestStudies.threeTables();

    @TempDir
    Path folder;

    @Test
    void a_site_answers_a_masked_study_with_the_numbers_of_a_simulation() throws Exception {
        try (Hospital hospital = hospital()) {
            hospital.start();
            MaskedConversation conversation = new MaskedConversation(hospital, STUDY, TABLES);
            conversation.ready();

            assertEquals(simulated(0), conversation.analyse(0));
            assertEquals(simulated(1), conversation.analyse(1));
            conversation.start.end();

            hospital.stop();
            assertEquals(0, hospital.documents("masking/" + STUDY.digest().hex()), "no secret of a round is kept");
            assertInstanceOf(LedgerVerdict.Sound.class, hospital.verifyLedger());
            long opened = hospital.ledger().stream()
                    .filter(entry -> entry.occurrence().event() == LedgerEvent.SUM_OPENED)
                    .count();
            long released = hospital.ledger().stream()
                    .filter(entry -> entry.occurrence().event() == LedgerEvent.RELEASED)
                    .count();
            assertEquals(released, opened, "each masked vector that left was opened once, in a sum");
            assertTrue(opened >= 4, "two rounds on totals and at least one round each: " + opened);
        }
    }

    @Test
    void a_site_stopped_before_every_message_says_the_same() throws Exception {
        try (Hospital hospital = hospital()) {
            hospital.start();
            MaskedConversation conversation = new MaskedConversation(hospital, STUDY, TABLES);
            conversation.ready();
            conversation.restarts = true;
            assertEquals(simulated(1), conversation.analyse(1));
        }
    }

    private Hospital hospital() throws Exception {
        return new Hospital(
                folder.resolve("site"), java.util.Objects.requireNonNull(TABLES.get(MaskedConversation.OWN)));
    }

    private static Json.Obj simulated(int analysis) {
        Federation.Run run = Federation.run(
                org.isopleth.analysis.Analyses.prepare(STUDY, STUDY.analyses().get(analysis)), new TreeMap<>(TABLES));
        return assertInstanceOf(Step.Finished.class, run.end()).result();
    }
}
