package org.isopleth.radiomics.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isopleth.canonical.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Digest ONE = Digest.of("one");
    private static final Digest TWO = Digest.of("two");

    @TempDir
    private Path folder;

    @Test
    void what_was_added_is_found_again_to_the_last_digit() {
        Path file = folder.resolve("a.journal");
        try (Journal journal = Journal.open(file)) {
            journal.add(ONE, result("one", 0.1 + 0.2));
            journal.add(TWO, CaseResult.failed("two", "a slice is missing"));
        }
        try (Journal journal = Journal.open(file)) {
            assertEquals(Optional.of(result("one", 0.1 + 0.2)), journal.find(ONE));
            assertEquals(Optional.of(CaseResult.failed("two", "a slice is missing")), journal.find(TWO));
            assertEquals(Optional.empty(), journal.find(Digest.of("three")));
        }
    }

    @Test
    void the_last_result_of_a_case_counts() {
        try (Journal journal = Journal.open(folder.resolve("a.journal"))) {
            journal.add(ONE, CaseResult.failed("one", "a slice is missing"));
            journal.add(ONE, result("one", 2));
            assertEquals(Optional.of(result("one", 2)), journal.find(ONE));
        }
    }

    @Test
    void a_line_that_a_crash_cut_is_measured_again_and_the_rest_stays() throws IOException {
        Path file = folder.resolve("a.journal");
        try (Journal journal = Journal.open(file)) {
            journal.add(ONE, result("one", 1));
            journal.add(TWO, result("two", 2));
        }
        byte[] whole = Files.readAllBytes(file);
        int first = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int cut = first; cut < whole.length; cut++) {
            Files.write(file, java.util.Arrays.copyOf(whole, cut));
            try (Journal journal = Journal.open(file)) {
                assertEquals(Optional.of(result("one", 1)), journal.find(ONE));
                assertEquals(Optional.empty(), journal.find(TWO));
                journal.add(TWO, result("two", 2));
                assertEquals(Optional.of(result("two", 2)), journal.find(TWO));
            }
            assertEquals(whole.length, Files.size(file));
        }
    }

    @Test
    void a_line_whose_value_was_changed_is_not_believed() throws IOException {
        Path file = folder.resolve("a.journal");
        try (Journal journal = Journal.open(file)) {
            journal.add(ONE, result("one", 1.25));
        }
        Files.writeString(file, Files.readString(file).replace("1.25", "1.26"));
        try (Journal journal = Journal.open(file)) {
            assertEquals(Optional.empty(), journal.find(ONE));
        }
    }

    @Test
    void two_runs_cannot_share_a_journal_and_others_cannot_read_it() throws IOException {
        Path file = folder.resolve("a.journal");
        try (Journal journal = Journal.open(file)) {
            assertThrows(JournalException.class, () -> Journal.open(file));
            journal.add(ONE, result("one", 1));
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    private static CaseResult result(String name, double value) {
        CaseResult.Value volume = new CaseResult.Value(
                "RNU0", "volume (mesh)", "n/a", OptionalDouble.of(value), "mm3", "http://www.radiomics.org/RO/RNU0");
        CaseResult.Value undefined =
                new CaseResult.Value("N365", "Moran's I index", "n/a", OptionalDouble.empty(), "1", "iri");
        return new CaseResult(
                name, List.of("lossy"), List.of(new CaseResult.Region("GTV", List.of(volume, undefined))), List.of());
    }
}
