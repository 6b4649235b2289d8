package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.CohortSize;
import org.isopleth.connector.permit.PermitPolicy;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.exchange.Message;
import org.isopleth.exchange.MessageJson;
import org.isopleth.ledger.LedgerEntry;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.masking.MaskingFloors;
import org.isopleth.round.RoundId;
import org.isopleth.study.Permit;
import org.isopleth.study.Readiness;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// What a site does when things do not go smoothly.
class SiteBehaviourTest {
    private static final Study STUDY = TestStudies.study("behaviour", ReleaseLevel.SITE_LEVEL);
    private static final RoundId FIRST = new RoundId(STUDY.digest(), 0, 1, 1);

    @TempDir
    Path folder;

    @Test
    void a_person_reads_what_would_leave_and_decides_while_the_connector_runs() throws Exception {
        try (Hospital hospital = hospital(60)) {
            hospital.policy = PermitPolicy.STANDARD;
            hospital.start();
            assertEquals(
                    "No study waits for a decision.", permits(hospital, "list").strip());
            Conversation conversation = new Conversation(hospital.coordinator, hospital.offer(STUDY));
            conversation.offer();
            String page = waitingPage(hospital);
            assertTrue(page.contains("asked by   dr-jansen"), page);
            assertTrue(page.contains("borealis"), page);
            assertTrue(page.contains("dose-by-age (glm@1)"), page);
            assertTrue(page.contains("sums of one column at a time"), page);

            String id = STUDY.digest().hex().substring(0, 10);
            assertTrue(permits(hospital, "approve", id).contains("approve study " + STUDY.digest()));
            Permit permit = conversation.permit();
            assertTrue(permit.granted());
            assertEquals(PermitPolicy.STANDARD.digest(), permit.policy());
            assertEquals(2, permit.partners().size());
            conversation.getReady();
            assertEquals(
                    "No study waits for a decision.", permits(hospital, "list").strip());
        }
    }

    @Test
    void a_person_may_refuse() throws Exception {
        try (Hospital hospital = hospital(60)) {
            hospital.policy = PermitPolicy.STANDARD;
            hospital.start();
            Conversation conversation = new Conversation(hospital.coordinator, hospital.offer(STUDY));
            conversation.offer();
            waitingPage(hospital);
            permits(hospital, "refuse", STUDY.digest().hex());
            assertEquals(
                    new Permit.Decision.Refused(Permit.RefusalReason.PERSON),
                    conversation.permit().decision());
        }
    }

    @Test
    void a_wrong_word_or_study_is_one_line() throws Exception {
        try (Hospital hospital = hospital(60)) {
            for (String[] arguments : new String[][] {{"sign"}, {"approve"}, {"approve", "12345678"}}) {
                StringWriter err = new StringWriter();
                assertEquals(2, execute(hospital, new StringWriter(), err, arguments));
                assertEquals(1, err.toString().lines().count(), err.toString());
                assertTrue(err.toString().startsWith("isopleth: error: "), err.toString());
            }
        }
    }

    @Test
    void nobody_deciding_in_time_is_no_answer() throws Exception {
        try (Hospital hospital = hospital(60)) {
            hospital.policy = PermitPolicy.STANDARD;
            hospital.coordinator.send(new Message.Offered(
                    STUDY.digest(), hospital.offer(STUDY).json(), Instant.now().minusSeconds(1)));
            hospital.start();
            hospital.coordinator.awaitAcknowledged();
            Thread.sleep(500);
            assertEquals(List.of(), hospital.coordinator.said());
        }
    }

    @Test
    void local_data_that_cannot_be_read_are_told_without_the_cause() throws Exception {
        try (Hospital hospital = hospital(60)) {
            hospital.patients.failure = Optional.of("/secret/path/of/patient 4711");
            hospital.start();
            Conversation conversation = permitted(hospital);
            Message.Ready ready = conversation.getReady();
            assertEquals(
                    List.of(new Readiness.Finding(Readiness.Cause.SOURCE, "", "")),
                    ready.readiness().findings());
            assertEquals(
                    "permit-invalid",
                    conversation.openInVain(FIRST, state(hospital)).reason());
            for (Message.ToCoordinator said : hospital.coordinator.said()) {
                assertFalse(CanonicalJson.text(MessageJson.write(said)).contains("secret"));
            }
        }
    }

    @Test
    void local_data_that_are_away_are_asked_for_again_while_other_studies_go_on() throws Exception {
        try (Hospital hospital = hospital(60)) {
            hospital.patients.away.set(2);
            hospital.start();
            Conversation conversation = permitted(hospital);
            hospital.coordinator.send(new Message.GetReady(STUDY.digest(), List.of("aurora"), Conversation.soon()));
            Study other = TestStudies.study("another", ReleaseLevel.SITE_LEVEL);
            Conversation meanwhile = new Conversation(hospital.coordinator, hospital.offer(other));
            meanwhile.offer();
            assertTrue(meanwhile.permit().granted());
            assertEquals(List.of(), conversation.getReady().readiness().findings(), "asked twice, answered once");
            assertEquals(0, hospital.patients.away.get());
        }
    }

    @Test
    void local_data_that_stay_away_are_told_while_there_is_time() throws Exception {
        try (Hospital hospital = hospital(60)) {
            hospital.patients.away.set(1_000);
            hospital.start();
            permitted(hospital);
            Instant deadline = Instant.now().plusSeconds(8);
            hospital.coordinator.send(new Message.GetReady(STUDY.digest(), List.of("aurora"), deadline));
            Message.Ready ready = hospital.coordinator.await(Message.Ready.class);
            assertTrue(Instant.now().isBefore(deadline));
            assertEquals(
                    List.of(new Readiness.Finding(Readiness.Cause.SOURCE, "", "")),
                    ready.readiness().findings());
            assertTrue(hospital.patients.away.get() < 999, "asked more than once");
        }
    }

    @Test
    void a_site_with_nine_patients_says_too_few_and_never_nine() throws Exception {
        try (Hospital hospital = hospital(9)) {
            hospital.start();
            Conversation conversation = permitted(hospital);
            Message.Ready ready = conversation.getReady();
            assertEquals(CohortSize.UNDER_10, ready.readiness().size());
            assertEquals(
                    List.of(
                            new Readiness.Finding(Readiness.Cause.RULE, "describe", "rows"),
                            new Readiness.Finding(Readiness.Cause.RULE, "dose-by-age", "rows")),
                    ready.readiness().findings());
            Message.Withheld withheld = conversation.openInVain(FIRST, state(hospital));
            assertEquals("rules", withheld.reason());
            assertEquals(List.of("rows"), withheld.rules());

            // The same round again: the same answer, and nothing is computed again.
            int opened = hospital.patients.openings.get();
            int said = hospital.coordinator.said().size();
            hospital.coordinator.send(new Message.RoundOpened(FIRST, state(hospital), Conversation.soon()));
            assertEquals(withheld, hospital.coordinator.awaitFrom(said, Message.Withheld.class));
            assertEquals(opened, hospital.patients.openings.get());
            assertEquals(0, hospital.coordinator.uploadsReceived());
            hospital.stop();
            assertTrue(hospital.ledger().stream()
                    .noneMatch(entry -> entry.occurrence().event() == LedgerEvent.RELEASED));
        }
    }

    @Test
    void a_stricter_policy_of_the_site_holds() throws Exception {
        try (Hospital hospital = hospital(60)) {
            hospital.policy = new PermitPolicy(
                    PermitPolicy.Mode.AUTOMATIC,
                    PermitPolicy.Conditions.STANDARD,
                    new SitePolicy(61, 10, 0.2),
                    MaskingFloors.DEFAULT,
                    Duration.ofDays(1));
            hospital.start();
            Conversation conversation = permitted(hospital);
            conversation.getReady();
            assertEquals(
                    List.of("rows"),
                    conversation.openInVain(FIRST, state(hospital)).rules());
        }
    }

    @Test
    void a_round_asked_again_gets_the_same_bytes_and_counts_once() throws Exception {
        try (Hospital hospital = hospital(60)) {
            hospital.start();
            Conversation conversation = ready(hospital);
            Digest state = state(hospital);
            Message.Contributed first = conversation.open(FIRST, state);
            int said = hospital.coordinator.said().size();
            hospital.coordinator.send(new Message.RoundOpened(FIRST, state, Conversation.soon()));
            assertEquals(first, hospital.coordinator.awaitFrom(said, Message.Contributed.class));
            assertEquals(2, hospital.patients.openings.get(), "once for the readiness, once for the round");
            hospital.stop();
            assertEquals(
                    1,
                    hospital.ledger().stream()
                            .map(LedgerEntry::occurrence)
                            .filter(what -> what.event() == LedgerEvent.RELEASED)
                            .count());
        }
    }

    @Test
    void a_broken_upload_goes_on_where_it_stopped() throws Exception {
        try (Hospital hospital = hospital(60)) {
            hospital.coordinator.breaksUploadsAfter = 50;
            hospital.start();
            ready(hospital).open(FIRST, state(hospital));
            assertEquals(List.of(0L, 50L), hospital.coordinator.uploadOffsets());
        }
    }

    @Test
    void a_study_that_ends_during_an_upload_leaves_the_others_running() throws Exception {
        try (Hospital hospital = hospital(60)) {
            hospital.start();
            Conversation conversation = ready(hospital);
            CountDownLatch ended = new CountDownLatch(1);
            hospital.coordinator.beforeUpload = () -> {
                try {
                    conversation.end();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                ended.countDown();
            };
            hospital.coordinator.send(new Message.RoundOpened(FIRST, state(hospital), Conversation.soon()));
            assertTrue(ended.await(30, TimeUnit.SECONDS));
            hospital.coordinator.beforeUpload = () -> {};

            Study other = TestStudies.study("another", ReleaseLevel.SITE_LEVEL);
            new Conversation(hospital.coordinator, hospital.offer(other)).whole();
            assertTrue(hospital.coordinator.said().stream().noneMatch(Message.Withheld.class::isInstance));
        }
    }

    @Test
    void a_contribution_that_is_gone_is_withheld_and_said_so_again_when_asked_again() throws Exception {
        try (Hospital hospital = hospital(60)) {
            hospital.start();
            Conversation conversation = ready(hospital);
            hospital.coordinator.beforeUpload = () -> deleteFiles(hospital.folder.resolve("state/contributions"));
            assertEquals(
                    "blob-unknown",
                    conversation.openInVain(FIRST, state(hospital)).reason());
            int said = hospital.coordinator.said().size();
            hospital.coordinator.send(new Message.RoundOpened(FIRST, state(hospital), Conversation.soon()));
            assertEquals(
                    "blob-unknown",
                    hospital.coordinator.awaitFrom(said, Message.Withheld.class).reason());
        }
    }

    @Test
    void an_upload_that_is_refused_for_good_is_withheld_once() throws Exception {
        try (Hospital hospital = hospital(60)) {
            hospital.coordinator.refusesUploads = Optional.of(ErrorCode.TOO_LARGE);
            hospital.start();
            assertEquals(
                    "too-large",
                    ready(hospital).openInVain(FIRST, state(hospital)).reason());
            Thread.sleep(2_500);
            assertEquals(List.of(0L), hospital.coordinator.uploadOffsets(), "tried once");
            assertEquals(
                    1,
                    hospital.coordinator.said().stream()
                            .filter(Message.Withheld.class::isInstance)
                            .count());
        }
    }

    @Test
    void an_upload_that_fails_in_passing_does_not_keep_others_back() throws Exception {
        Study other = TestStudies.study("another", ReleaseLevel.SITE_LEVEL);
        // Contributions leave in the order of their studies' digests.
        List<Study> studies = Stream.of(STUDY, other)
                .sorted(Comparator.comparing(Study::digest))
                .toList();
        try (Hospital hospital = hospital(60)) {
            hospital.coordinator.refusesUploads = Optional.of(ErrorCode.BUSY);
            hospital.coordinator.refusesFirstOnly = true;
            hospital.start();
            List<Conversation> conversations = studies.stream()
                    .map(study -> new Conversation(hospital.coordinator, hospital.offer(study)))
                    .toList();
            for (Conversation conversation : conversations) {
                conversation.offer();
                conversation.permit();
                conversation.getReady();
            }
            hospital.coordinator.send(new Message.RoundOpened(
                    new RoundId(studies.getFirst().digest(), 0, 1, 1), state(hospital), Conversation.soon()));
            Digest another = hospital.coordinator.publish(
                    conversations.getLast().prepared(1).atCoordinator().start());
            conversations.getLast().open(new RoundId(studies.getLast().digest(), 1, 1, 1), another);
        }
    }

    @Test
    void an_upload_whose_bytes_arrive_damaged_is_tried_three_times() throws Exception {
        try (Hospital hospital = hospital(60)) {
            hospital.coordinator.refusesUploads = Optional.of(ErrorCode.BLOB_MISMATCH);
            hospital.start();
            assertEquals(
                    "blob-mismatch",
                    ready(hospital).openInVain(FIRST, state(hospital)).reason());
            assertEquals(3, hospital.coordinator.uploadOffsets().size());
        }
    }

    @Test
    void a_coordinator_that_ends_every_stream_at_once_is_called_less_and_less_often() throws Exception {
        try (Hospital hospital = hospital(60)) {
            hospital.coordinator.endsAfterGreeting = true;
            hospital.start();
            hospital.coordinator.awaitConnections(1);
            Thread.sleep(5_000);
            int connections = hospital.coordinator.connections();
            assertTrue(connections <= 9, "connections within five seconds: " + connections);
            hospital.coordinator.endsAfterGreeting = false;
            assertTrue(permitted(hospital).permit().granted());
        }
    }

    @Test
    void a_round_past_its_deadline_is_not_computed() throws Exception {
        try (Hospital hospital = hospital(60)) {
            hospital.start();
            ready(hospital);
            hospital.coordinator.send(new Message.RoundOpened(
                    FIRST, state(hospital), Instant.now().minusSeconds(1)));
            assertEquals(
                    "round-closed",
                    hospital.coordinator.await(Message.Withheld.class).reason());
            assertEquals(1, hospital.patients.openings.get(), "for the readiness alone");
        }
    }

    @Test
    void a_frozen_cohort_is_deleted_on_its_date_though_the_study_runs() throws Exception {
        try (Hospital hospital = hospital(60)) {
            hospital.policy = new PermitPolicy(
                    PermitPolicy.Mode.AUTOMATIC,
                    PermitPolicy.Conditions.STANDARD,
                    SitePolicy.FLOORS,
                    MaskingFloors.DEFAULT,
                    Duration.ofMillis(1));
            hospital.start();
            Conversation conversation = ready(hospital);
            long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (hospital.patients.keeps(STUDY.digest()) && System.nanoTime() < until) {
                Thread.sleep(20);
            }
            assertFalse(hospital.patients.keeps(STUDY.digest()));
            assertEquals(
                    "permit-invalid",
                    conversation.openInVain(FIRST, state(hospital)).reason());
        }
    }

    @Test
    void heartbeats_go_on_while_a_contribution_is_computed() throws Exception {
        try (Hospital hospital = hospital(60)) {
            hospital.heartbeat = Duration.ofMillis(100);
            hospital.patients.slowMilliseconds = 1_500;
            hospital.start();
            Conversation conversation = ready(hospital);
            int before = hospital.coordinator.heartbeats();
            conversation.open(FIRST, state(hospital));
            assertTrue(
                    hospital.coordinator.heartbeats() - before >= 5,
                    "beats while busy: " + (hospital.coordinator.heartbeats() - before));
            assertEquals(1, hospital.coordinator.connections());
        }
    }

    @Test
    void heartbeats_go_on_while_a_contribution_is_on_its_way() throws Exception {
        try (Hospital hospital = hospital(60)) {
            hospital.heartbeat = Duration.ofMillis(100);
            CountDownLatch beaten = new CountDownLatch(1);
            hospital.coordinator.beforeUpload = () -> {
                int before = hospital.coordinator.heartbeats();
                for (int look = 0; look < 600 && hospital.coordinator.heartbeats() - before < 5; look++) {
                    pause();
                }
                if (hospital.coordinator.heartbeats() - before >= 5) {
                    beaten.countDown();
                }
            };
            hospital.start();
            ready(hospital).open(FIRST, state(hospital));
            assertTrue(beaten.await(0, TimeUnit.SECONDS), "an upload that is held up holds heartbeats up");
            assertEquals(1, hospital.coordinator.connections());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_coordinator_that_falls_silent_is_left_and_called_again() throws Exception {
        try (Hospital hospital = hospital(60)) {
            hospital.heartbeat = Duration.ofMillis(100);
            hospital.coordinator.silent = true;
            hospital.start();
            hospital.coordinator.awaitConnections(3);
            hospital.coordinator.silent = false;
            assertTrue(permitted(hospital).permit().granted());
        }
    }

    @Test
    void a_connector_tells_its_status_to_whoever_asks() throws Exception {
        try (Hospital hospital = hospital(60)) {
            hospital.start();
            ready(hospital);
            Path file = hospital.folder.resolve("status.txt");
            long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (System.nanoTime() < until
                    && !(Files.exists(file) && Files.readString(file).contains("taking part  (behaviour)"))) {
                Thread.sleep(50);
            }
            String status = Files.readString(file);
            assertTrue(status.contains("connected to 127.0.0.1:" + hospital.coordinator.port()), status);
            assertTrue(status.contains("taking part  (behaviour)"), status);
        }
    }

    private Hospital hospital(int rows) throws Exception {
        AnalysisTable table = TestStudies.table(rows, 5);
        return new Hospital(folder.resolve("site"), table);
    }

    private static void deleteFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Conversation permitted(Hospital hospital) throws InterruptedException {
        Conversation conversation = new Conversation(hospital.coordinator, hospital.offer(STUDY));
        conversation.offer();
        assertTrue(conversation.permit().granted());
        return conversation;
    }

    private static Conversation ready(Hospital hospital) throws InterruptedException {
        Conversation conversation = permitted(hospital);
        conversation.getReady();
        return conversation;
    }

    private static Digest state(Hospital hospital) {
        Conversation conversation = new Conversation(hospital.coordinator, hospital.offer(STUDY));
        return hospital.coordinator.publish(
                conversation.prepared(0).atCoordinator().start());
    }

    private static String waitingPage(Hospital hospital) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        String page = permits(hospital, "list");
        while (!page.contains(STUDY.digest().hex()) && System.nanoTime() < until) {
            Thread.sleep(50);
            page = permits(hospital, "list");
        }
        return page;
    }

    private static String permits(Hospital hospital, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertEquals(0, execute(hospital, out, err, arguments), err.toString());
        return out.toString();
    }

    private static int execute(Hospital hospital, StringWriter out, StringWriter err, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = hospital.folder.toString();
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new CommandLine(new PermitsCommand(TestConsortium.RANDOM))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }
}
