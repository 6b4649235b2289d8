package org.isopleth.client.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isopleth.analysis.Analyses;
import org.isopleth.client.CommandErrors;
import org.isopleth.client.CommandFailure;
import org.isopleth.client.study.StudyReader;
import org.isopleth.ontology.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The benchmark's documents are valid, its numbers are what they are called, and bad input is one line.
class BenchRoundsTest {
    @TempDir
    Path work;

    private String failing(String... arguments) {
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(new BenchRoundsCommand(InstantSource.system()));
        line.setErr(new PrintWriter(err));
        CommandErrors.handle(line, work.resolve("fault.log"));
        assertEquals(2, line.execute(arguments));
        return err.toString().strip();
    }

    @Test
    void masked_and_compact_rounds_are_those_of_another_study() {
        String plain = new RoundsPlan(3, 10, 3, 7, false, false).study();
        assertTrue(plain.contains("release: site-level") && plain.contains("numbers: wide"), plain);
        assertTrue(plain.contains("rounds: 10,"), plain);
        RoundsPlan masked = new RoundsPlan(3, 10, 3, 7, true, true);
        assertTrue(masked.study().contains("release: sum-only"), masked.study());
        assertTrue(masked.study().contains("numbers: compact"), masked.study());
        assertTrue(String.valueOf(masked.site(1).get("policy.yaml")).contains("release: [sum-only]"));
    }

    @Test
    void numbers_out_of_range_are_one_line() {
        assertEquals("isopleth: error: --sites: lies between 3 and 128", failing("--sites", "2"));
        assertEquals("isopleth: error: --length: lies between 1 and 16777216", failing("--length", "0"));
        assertEquals("isopleth: error: --rounds: lies between 1 and 500", failing("--rounds", "0"));
        assertEquals("isopleth: error: --warm-up: lies between 0 and 500", failing("--warm-up", "-1"));
    }

    @Test
    void the_study_is_one_a_scientist_could_submit() throws Exception {
        Path document =
                Files.writeString(work.resolve("study.yaml"), new RoundsPlan(3, 1000, 3, 5, false, false).study());
        var study = new StudyReader(Vocabulary.bundled(), Analyses.all())
                .read(document)
                .study();
        assertEquals("benchmark@1", study.analyses().getFirst().id().toString());
    }

    @Test
    void no_two_sites_have_the_same_patients() {
        RoundsPlan plan = new RoundsPlan(128, 1, 3, 5, false, false);
        Set<String> tables = new HashSet<>();
        for (int i = 0; i < plan.sites(); i++) {
            tables.add(plan.site(i).getOrDefault("patients.csv", ""));
        }
        assertEquals(128, tables.size());
    }

    @Test
    void a_sample_counts_for_the_innermost_part_it_is_in() {
        assertEquals(
                "hashing", RoundSplit.of(List.of("sun.security.provider.SHA2", "org.isopleth.store.blob.BlobUpload")));
        assertEquals("disk", RoundSplit.of(List.of("sun.nio.ch.FileDispatcherImpl", "io.grpc.Context")));
        assertEquals(
                "transfer", RoundSplit.of(List.of("java.util.ArrayDeque", "io.netty.channel.X", "org.isopleth.y")));
        assertEquals("arithmetic", RoundSplit.of(List.of("org.isopleth.tensor.WideTensor")));
        assertEquals("state", RoundSplit.of(List.of("java.lang.String", "org.isopleth.canonical.JsonParser")));
        assertEquals("other", RoundSplit.of(List.of("java.lang.Thread")));
    }

    @Test
    void the_median_and_the_share_of_a_round_are_those_of_the_counted_rounds() {
        RoundsMeasured measured = new RoundsMeasured(
                new RoundsPlan(3, 10, 3, 7, true, true),
                List.of(0.4, 0.1, 0.3, 0.2),
                Duration.ofSeconds(2),
                100,
                new RoundSplit(Map.of("disk", 0.5), Map.of()));
        assertEquals(0.25, measured.medianSeconds(), 1e-12);
        assertEquals(0.5, measured.serverCpuSeconds(), 1e-12);
        assertEquals("compact", measured.json().text("profile"));
        assertTrue(measured.json().flag("masked"));
        assertTrue(
                measured.lines().getFirst().contains("compact, masked"),
                measured.lines().getFirst());
        assertEquals(100, measured.json().find("serverPeakMiB").orElseThrow().asNumber());
        assertTrue(measured.lines().stream().anyMatch(line -> line.contains("disk") && line.contains("0.500")));
    }

    @Test
    void a_recording_that_is_missing_is_told() {
        assertThrows(
                CommandFailure.class,
                () -> new RoundRecordings(work)
                        .split(
                                java.time.Instant.EPOCH,
                                java.time.Instant.MAX,
                                new RoundsPlan(3, 1, 3, 5, false, false)));
    }
}
