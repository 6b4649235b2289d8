package org.isopleth.connector.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.fact.Fact;
import org.isopleth.cohort.fact.Facts;
import org.isopleth.cohort.fact.Weight;
import org.isopleth.connector.gate.Guard;
import org.isopleth.connector.gate.Proposal;
import org.isopleth.connector.gate.Telling;
import org.isopleth.connector.gate.Told;
import org.isopleth.connector.main.TestStudies;
import org.isopleth.connector.secret.SiteSecret;
import org.isopleth.disclosure.RuleId;
import org.isopleth.disclosure.RuleResult;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.round.RoundId;
import org.isopleth.store.Leadership;
import org.isopleth.store.Store;
import org.isopleth.store.StoreLocation;
import org.isopleth.store.StoreOwner;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.tensor.Contribution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The leak meter at the gate, on a real store. Two sums whose patients differ by one give that patient away,
/// whichever leaves last.
class LeakGuardTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PATIENTS = 40;
    private static final Map<String, double[]> COLUMNS = Map.of(
            "age", IntStream.range(0, PATIENTS).mapToDouble(i -> 30 + 1.25 * i).toArray());
    private static final List<RuleId> BOTH = List.of(RuleId.LEAK_OF_SUMS, RuleId.LEAK_OF_PARTS);

    @TempDir
    private Path folder;

    private Store store;
    private Leadership leadership;
    private LeakGuard guard;

    @BeforeEach
    void open() {
        InstantSource clock = InstantSource.system();
        store = Store.open(
                new StoreLocation.Folder(folder.resolve("state")), new StoreOwner("connector", "aachen"), clock);
        leadership = store.lead("test");
        guard = new LeakGuard(
                store,
                SiteSecret.openOrCreate(folder.resolve("secret"), RANDOM),
                () -> 0,
                new OfficerReports(folder.resolve("officer")));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_sum_that_leaves_one_patient_out_of_an_earlier_one_is_refused() {
        assertEquals(List.of(), broken(sum(PATIENTS), true));
        assertEquals(BOTH, broken(sum(PATIENTS - 1), true));
    }

    @Test
    void a_sum_that_leaves_ten_patients_out_leaves() {
        assertEquals(List.of(), broken(sum(PATIENTS), true));
        assertEquals(List.of(), broken(sum(PATIENTS - 10), true));
    }

    @Test
    void what_left_before_a_restart_counts_after_it() {
        assertEquals(List.of(), broken(sum(PATIENTS), true));
        store.close();
        open();
        assertEquals(BOTH, broken(sum(PATIENTS - 1), true));
    }

    @Test
    void what_was_examined_and_did_not_leave_does_not_count() {
        assertEquals(List.of(), broken(sum(PATIENTS), false));
        assertEquals(List.of(), broken(sum(PATIENTS - 1), true));
    }

    @Test
    void what_was_noted_in_a_transaction_that_failed_does_not_count() {
        Guard.Finding finding = guard.examine(leaving(sum(PATIENTS), ReleaseLevel.SITE_LEVEL));
        assertThrows(
                IllegalStateException.class,
                () -> store.write(leadership, transaction -> {
                    finding.note().accept(transaction);
                    throw new IllegalStateException("the disk is full");
                }));
        assertEquals(List.of(), broken(sum(PATIENTS - 1), true));
        assertEquals(BOTH, broken(sum(PATIENTS), true));
    }

    @Test
    void the_same_message_may_leave_again() {
        assertEquals(List.of(), broken(sum(PATIENTS), true));
        assertEquals(List.of(), broken(sum(PATIENTS), true));
    }

    @Test
    void of_sums_alone_what_others_could_do_together_is_no_reason() {
        Telling second = sum(PATIENTS - 1);
        broken(sum(PATIENTS), true);
        assertEquals(
                List.of(RuleId.LEAK_OF_SUMS),
                guard.examine(leaving(second, ReleaseLevel.SUM_ONLY)).results().stream()
                        .map(RuleResult::rule)
                        .toList());
    }

    @Test
    void the_officer_is_shown_the_numbers_in_a_file_of_the_hospital() throws IOException {
        broken(sum(PATIENTS), true);
        broken(sum(PATIENTS - 1), true);
        Path file = folder.resolve("officer").resolve(Digest.of("study").hex() + ".txt");
        String shown = Files.readString(file);
        assertTrue(shown.contains("recoverable by everyone else colluding: 1 of 40 patients"), shown);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    /// Nobody has described them, so no attack can be finished, and as many numbers as patients might tell them all.
    @Test
    void numbers_that_are_not_described_leave_only_as_long_as_they_are_fewer_than_the_patients() {
        assertEquals(List.of(), broken(numbers(PATIENTS - 1), true));
        store.close();
        open();
        assertEquals(BOTH, broken(numbers(1), true));
    }

    private List<RuleId> broken(Telling telling, boolean leaves) {
        Guard.Finding finding = guard.examine(leaving(telling, ReleaseLevel.SITE_LEVEL));
        List<RuleId> broken = finding.results().stream()
                .filter(result -> !result.passed())
                .map(RuleResult::rule)
                .toList();
        if (broken.isEmpty() && leaves) {
            store.write(leadership, transaction -> {
                finding.note().accept(transaction);
                return true;
            });
        }
        return broken;
    }

    private static Guard.Leaving leaving(Telling telling, ReleaseLevel level) {
        Study study = TestStudies.study("leaks", level);
        StudyOffer.Chain chain = new StudyOffer.Chain(List.of(new Bytes(new byte[] {1})));
        return new Guard.Leaving(
                new StudyOffer(study, chain, new Bytes(new byte[] {3}), chain, Map.of()),
                level,
                new Proposal(
                        new RoundId(Digest.of("study"), 0, 1, 1),
                        Digest.of("state"),
                        List.of(),
                        new Exposure(PATIENTS, List.of(), OptionalInt.empty(), List.of(), 1, 0, 0),
                        new Contribution(List.of()),
                        List.of(),
                        new Proposal.Visible.Contributed(),
                        Optional.empty(),
                        Optional.of(telling)),
                Set.of());
    }

    /// The sum of the ages of the first so many patients.
    private static Telling sum(int upTo) {
        Told message = new Told.Described(0, Json.object().with("upTo", upTo).build(), Optional.empty());
        return new Telling(message, facts(message), Duration.ZERO, LeakGuardTest::facts);
    }

    private static Telling numbers(int count) {
        Told message = new Told.Numbers(count);
        return new Telling(message, facts(message), Duration.ZERO, LeakGuardTest::facts);
    }

    private static Facts facts(Told told) {
        return switch (told) {
            case Told.Numbers(int count) -> Facts.unknown(PATIENTS, count);
            case Told.Described message -> {
                BitSet members = new BitSet();
                members.set(0, Math.toIntExact(message.state().integer("upTo")));
                yield new Facts(
                        PATIENTS,
                        COLUMNS,
                        List.of(new Fact.Sums(Fact.Order.FIRST, members, Weight.ONE, List.of("age"), true, 0)));
            }
        };
    }
}
