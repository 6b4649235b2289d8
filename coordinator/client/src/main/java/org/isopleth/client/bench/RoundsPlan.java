package org.isopleth.client.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isopleth.analysis.benchmark.Benchmark;
import org.isopleth.client.CommandFailure;
import org.isopleth.client.local.Consortium;
import org.isopleth.study.ReleaseLevel;

/// What is measured, and the documents of the synthetic consortium that is measured on. Immutable,
/// thread-safe.
///
/// @param sites how many, 3 to 128
/// @param length values of a round
/// @param warmUp rounds before those that count: programs are slow until Java has compiled what they do most
/// @param rounds how many count
/// @param masked whether only the sums can be read
/// @param compact whether the values are carried in 64 bits instead of 128
record RoundsPlan(int sites, int length, int warmUp, int rounds, boolean masked, boolean compact) {
    private static final int MAX_SITES = 128;
    private static final int PATIENTS = 20;

    RoundsPlan {
        require("--sites", sites, 3, MAX_SITES);
        require("--length", length, 1, Benchmark.MAX_LENGTH);
        require("--warm-up", warmUp, 0, Benchmark.MAX_ROUNDS / 2);
        require("--rounds", rounds, 1, Benchmark.MAX_ROUNDS / 2);
    }

    private static void require(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new CommandFailure(option, "lies between " + least + " and " + most);
        }
    }

    List<String> names() {
        return IntStream.rangeClosed(1, sites).mapToObj(i -> "site-" + i).toList();
    }

    /// The study as a scientist would write it.
    String study() {
        return """
            study: 1
            title: Rounds of %d values between %d synthetic sites
            question: How long does a round take?
            purpose: Measures the programs on one machine. All patients are SYNTHETIC.
            release: %s
            minimum-sites: %d
            deadlines: {permits: PT1H, readiness: PT1H, round: PT1H}
            cohort: {disease: ncit:C4878}
            variables:
              - {name: age, term: ncit:C25150, unit: a, range: [18, 110]}
            analyses:
              - {id: benchmark@1, name: rounds, variable: age, length: %d, rounds: %d, numbers: %s}
            """.formatted(length, sites, release(), sites, length, warmUp + rounds, profile());
    }

    /// The profile of the values, as a plan names it.
    String profile() {
        return compact ? "compact" : "wide";
    }

    private String release() {
        return (masked ? ReleaseLevel.SUM_ONLY : ReleaseLevel.SITE_LEVEL).word();
    }

    /// The documents of one synthetic site. No two sites have the same patients, so no two send the same bytes.
    Map<String, String> site(int index) {
        StringBuilder patients = new StringBuilder("Patient,Age\n");
        for (int i = 0; i < PATIENTS; i++) {
            // The first patient tells the sites apart, whatever their number.
            int age = i == 0 ? 18 + index % 64 : i == 1 ? 18 + index / 64 : 40 + i;
            patients.append('P').append(i).append(',').append(age).append('\n');
        }
        return Map.of(
                "patients.csv",
                patients.toString(),
                "mapping.yaml",
                """
                # SYNTHETIC patients of a benchmark.
                mapping: 1
                name: synthetic
                language: en
                source:
                  csv: {file: patients.csv}
                patient: Patient
                disease: ncit:C4878
                columns:
                  - {column: Age, term: ncit:C25150, kind: numeric, unit: a, range: [18, 110]}
                """,
                "connector.yaml",
                "connector: 1\nmappings: [mapping.yaml]\npolicy: policy.yaml\nlargest-blob-mib: 512\n",
                "policy.yaml",
                // Without its name in this list a site refuses the benchmark.
                "policy: 1\npermits: automatic\nrelease: [" + release() + "]\nanalyses: [benchmark@1]\n");
    }

    /// What the Java of a member's program runs with: a heap in proportion to the values, so that memory
    /// says what is needed and not what is free.
    String java(String member, RoundRecordings recordings) {
        boolean coordinator = member.equals(Consortium.COORDINATOR);
        boolean recorded = coordinator || member.equals(names().getFirst());
        long mib = (coordinator ? 160 : 128) + (long) length * (coordinator ? 64 : 96) / (1 << 20);
        return "-Xmx" + mib + "m" + (recorded ? " " + recordings.option(member) : "");
    }
}
