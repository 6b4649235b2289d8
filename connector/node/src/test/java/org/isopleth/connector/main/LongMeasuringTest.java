package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.exchange.Message;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Measuring images may take hours: nobody else waits for it, and the program can be stopped meanwhile.
class LongMeasuringTest {
    private static final Study IMAGES = StudyOfImagesTest.study();
    private static final Study TABLES = TestStudies.study("meanwhile", ReleaseLevel.SITE_LEVEL);

    @TempDir
    Path folder;

    @Test
    void another_study_runs_from_its_permit_to_its_end_while_images_are_measured() throws Exception {
        try (Hospital hospital = new Hospital(folder.resolve("site"), table())) {
            hospital.patients.measured = new CountDownLatch(1);
            hospital.start();
            Conversation images = asked(hospital);
            awaitStatus(
                    hospital,
                    "measuring images for study " + IMAGES.digest().hex().substring(0, 12) + " since ");
            awaitStatus(hospital, ": 7 series looked at");

            new Conversation(hospital.coordinator, hospital.offer(TABLES)).whole();
            assertTrue(
                    hospital.coordinator.said().stream()
                            .noneMatch(said -> said instanceof Message.Ready ready
                                    && ready.study().equals(IMAGES.digest())),
                    "its images are still being measured");

            hospital.patients.measured.countDown();
            assertEquals(IMAGES.digest(), images.getReady().study());
        }
    }

    @Test
    void a_connector_stops_while_it_measures_and_goes_on_after_its_next_start() throws Exception {
        try (Hospital hospital = new Hospital(folder.resolve("site"), table())) {
            hospital.patients.measured = new CountDownLatch(1);
            hospital.start();
            Conversation images = asked(hospital);
            awaitStatus(hospital, ": 7 series looked at");
            Instant before = Instant.now();
            hospital.stop();
            assertTrue(
                    Duration.between(before, Instant.now()).toSeconds() < 30, "measuring ended because it was told to");

            hospital.start();
            awaitStatus(hospital, ": 7 series looked at");
            hospital.patients.measured.countDown();
            assertEquals(IMAGES.digest(), images.getReady().study());
        }
    }

    private static Conversation asked(Hospital hospital) throws InterruptedException {
        Conversation images = new Conversation(hospital.coordinator, hospital.offer(IMAGES));
        images.offer();
        assertTrue(images.permit().granted());
        hospital.coordinator.send(new Message.GetReady(IMAGES.digest(), List.of("aurora"), Conversation.soon()));
        return images;
    }

    private static void awaitStatus(Hospital hospital, String words) throws InterruptedException {
        Instant last = Instant.now().plusSeconds(60);
        String said = "";
        while (!said.contains(words)) {
            assertTrue(Instant.now().isBefore(last), said);
            Thread.sleep(100);
            StringWriter out = new StringWriter();
            ConnectorMain.commands().setOut(new PrintWriter(out)).execute("status", hospital.folder.toString());
            said = out.toString();
        }
    }

    /// What both studies ask for.
    private static AnalysisTable table() {
        AnalysisTable tables = TestStudies.table(60, 1);
        List<Column> columns = new ArrayList<>(tables.columns());
        double[] contrasts = new double[tables.rows()];
        for (int row = 0; row < contrasts.length; row++) {
            contrasts[row] = row;
        }
        columns.add(new Column.Numeric("contrast", contrasts));
        return new AnalysisTable(tables.rows(), columns);
    }
}
