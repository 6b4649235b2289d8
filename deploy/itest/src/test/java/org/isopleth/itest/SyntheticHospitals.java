package org.isopleth.itest;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.isopleth.analysis.Analyses;
import org.isopleth.client.study.StudyReader;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.study.Study;

/// Hospitals with patients made from a seed, of no person: as many as a test wants, all alike but for their
/// patients. Stateless, thread-safe.
final class SyntheticHospitals {
    private static final int PATIENTS = 60;
    private static final String MAPPING = """
        # SYNTHETIC patients of a test.
        mapping: 1
        name: synthetic
        language: en
        source:
          csv: {file: patients.csv}
        patient: Patient
        disease: ncit:C4878
        columns:
          - {column: Age, term: ncit:C25150, kind: numeric, unit: a, range: [18, 110]}
          - {column: Loss, term: ncit:C3445, kind: numeric, unit: "[lb_av]", range: [-100, 200]}
          - {column: Days, term: ncit:C125201, kind: numeric, unit: d, range: [0, 20000]}
        """;

    private SyntheticHospitals() {}

    static List<String> names(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> String.format(Locale.ROOT, "site-%02d", i))
                .toList();
    }

    /// Puts a hospital's documents into a new folder; its name is the seed.
    static void write(String hospital, Path to) {
        HospitalFolder.write(to, patients(new Random(hospital.hashCode())), MAPPING, "analyses: [glm@1]\n");
    }

    private static String patients(Random random) {
        StringBuilder patients = new StringBuilder("Patient,Age,Loss,Days\n");
        for (int i = 0; i < PATIENTS; i++) {
            int age = 40 + random.nextInt(45);
            int loss = random.nextInt(40);
            int days = 900 - 5 * age - 3 * loss + random.nextInt(200);
            patients.append(String.format(Locale.ROOT, "P%d,%d,%d,%d%n", i, age, loss, days));
        }
        return patients.toString();
    }

    /// A least-squares fit that needs every hospital: the totals, then three rounds, each masked. Both the demo's
    /// hospitals and these have its variables.
    ///
    /// @param title what tells it from other studies
    /// @param sites how many hospitals there are
    static Study study(String title, int sites) {
        return study(title, sites, "");
    }

    /// The same and a second analysis, so that a site has more to store.
    static Study longStudy(String title, int sites) {
        return study(
                title,
                sites,
                "  - {id: glm@1, name: loss, family: gaussian, outcome: weight_loss, covariates: [age]}\n");
    }

    private static Study study(String title, int sites, String more) {
        return new StudyReader(Vocabulary.bundled(), Analyses.all())
                .parse("study.yaml", """
                    study: 1
                    title: %s
                    question: How are age and weight loss related to survival?
                    purpose: Shows what becomes of a study whose programs are killed.
                    release: sum-only
                    minimum-sites: %d
                    deadlines: {permits: PT20M, readiness: PT20M, round: PT20M}
                    cohort: {disease: ncit:C4878}
                    variables:
                      - {name: age, term: ncit:C25150, unit: a, range: [18, 110]}
                      - {name: weight_loss, term: ncit:C3445, unit: "[lb_av]", range: [-100, 200]}
                      - {name: survival, term: ncit:C125201, unit: d, range: [0, 20000]}
                    analyses:
                      - {id: glm@1, name: days, family: gaussian, outcome: survival, covariates: [age, weight_loss]}
                    """.formatted(title, sites) + more)
                .study();
    }
}
