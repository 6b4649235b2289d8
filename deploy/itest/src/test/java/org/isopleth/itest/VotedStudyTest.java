package org.isopleth.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.isopleth.analysis.Analyses;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.client.study.StudyReader;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// A model averaged under masks between real processes, judged by the sites in masked ballots: near the exact fit of
/// the same hospitals, and, when one of them is poisoned, refused and rolled back. A killed connector changes nothing.
class VotedStudyTest {
    private static final Duration HANG = Duration.ofMinutes(8);
    private static final String POISONED = "west";
    private static final Map<String, Integer> PATIENTS =
            Map.of("east", 240, "north", 300, "south", 360, POISONED, 1800);

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
          - {column: Status, term: ncit:C25717, kind: categorical, values: {Alive: ncit:C37987, Dead: ncit:C28554}}
        """;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void sites_refuse_the_model_of_a_poisoned_site_and_accept_that_of_honest_ones() throws Exception {
        List<String> everyone = PATIENTS.keySet().stream().sorted().toList();
        List<String> honest =
                everyone.stream().filter(site -> !site.equals(POISONED)).toList();
        Members members = new Members(everyone, VotedStudyTest::write, _ -> Optional.empty(), _ -> List.of());
        try (Consortium consortium = Consortium.found(folder.resolve("consortium"), members)) {
            consortium.startHospitals();
            Json.Obj poisoned = conducted(consortium, study("One of four is poisoned", everyone, 4), Optional.empty())
                    .getFirst();
            assertEquals(List.of("refused", "refused", "refused"), rulings(poisoned));
            assertEquals("not-accepted", poisoned.text("ended"));
            assertEquals(0, standardised(poisoned, "estimates")[1], "back to the model without covariates");

            List<Json.Obj> results = conducted(consortium, study("Three are honest", honest, 8), Optional.of("south"));
            Json.Obj averaged = results.getFirst();
            assertTrue(rulings(averaged).stream().allMatch("accepted"::equals), rulings(averaged)::toString);
            near(results.getLast(), averaged);
            consortium.stop();
            consortium.requireSoundLedgers();
        }
    }

    /// The exact fit has all patients and the averaged one four fifths of them, which moves an estimate by about
    /// half a standard error (the square root of 1/4), and local steps move it by less; two standard errors are
    /// beyond chance.
    private static void near(Json.Obj exact, Json.Obj averaged) {
        List<Json> coefficients = exact.list("coefficients");
        double[] own = standardised(averaged, "estimates");
        assertEquals(coefficients.size(), own.length);
        for (int i = 0; i < own.length; i++) {
            Json.Obj coefficient = coefficients.get(i).asObject().object("standardised");
            assertEquals(coefficient.number("estimate"), own[i], 2 * coefficient.number("standardError"));
        }
    }

    private static double[] standardised(Json.Obj result, String list) {
        return result.list(list).stream()
                .mapToDouble(row -> row.asObject().number("standardised"))
                .toArray();
    }

    private static List<String> rulings(Json.Obj result) {
        return result.list("votes").stream()
                .map(vote -> vote.asObject().text("ruling"))
                .toList();
    }

    /// The results of the study's analyses; a connector may be killed meanwhile.
    private List<Json.Obj> conducted(Consortium consortium, Study study, Optional<String> victim) throws Exception {
        WatchedStudy watched = WatchedStudy.submit(consortium, study);
        if (victim.isPresent() && !watched.hasEnded(Duration.ofSeconds(12))) {
            consortium.kill(victim.get());
            consortium.start(victim.get());
        }
        if (!watched.hasEnded(HANG)) {
            consortium.dumpThreads();
            throw new AssertionError("the study hangs; logs and threads are in " + folder);
        }
        return CanonicalJson.parse(watched.results()).asObject().list("analyses").stream()
                .map(Json::asObject)
                .map(analysis -> analysis.find("result")
                        .orElseThrow(() -> new AssertionError(CanonicalJson.text(analysis)))
                        .asObject())
                .toList();
    }

    /// An averaged model, and the exact fit of the same patients to compare it with.
    private static Study study(String title, List<String> sites, int rounds) {
        return new StudyReader(Vocabulary.bundled(), Analyses.all())
                .parse("study.yaml", """
                    study: 1
                    title: %s
                    question: Are age and weight loss related to death?
                    purpose: To vote on a model.
                    sites: [%s]
                    minimum-sites: 3
                    deadlines: {permits: PT4M, readiness: PT4M, round: PT4M}
                    cohort: {disease: ncit:C4878}
                    variables:
                      - {name: age, term: ncit:C25150, unit: a, range: [18, 110]}
                      - {name: loss, term: ncit:C3445, unit: "[lb_av]", range: [-100, 200]}
                      - {name: status, term: ncit:C25717, values: {alive: ncit:C37987, dead: ncit:C28554}}
                    analyses:
                      - {id: averaged-logistic@1, name: averaged, outcome: status=dead, covariates: [age, loss], rounds: %d, step-size: 2}
                      - {id: glm@1, name: exact, family: binomial, outcome: status=dead, covariates: [age, loss]}
                    """.formatted(title, String.join(", ", sites), rounds))
                .study();
    }

    private static void write(String hospital, Path to) {
        HospitalFolder.write(to, patients(hospital), MAPPING, "");
    }

    /// Age and weight loss raise the risk of death; the poisoned site reports every death as a survival.
    private static String patients(String hospital) {
        Random random = new Random(hospital.hashCode());
        StringBuilder patients = new StringBuilder("Patient,Age,Loss,Status\n");
        IntStream.range(0, PATIENTS.getOrDefault(hospital, 0)).forEach(i -> {
            int age = 40 + random.nextInt(45);
            int loss = random.nextInt(40);
            double risk = 0.06 * (age - 62) + 0.04 * (loss - 20);
            boolean dead = random.nextDouble() < 1 / (1 + Math.exp(-risk));
            boolean told = dead != hospital.equals(POISONED);
            patients.append(String.format(Locale.ROOT, "P%d,%d,%d,%s%n", i, age, loss, told ? "Dead" : "Alive"));
        });
        return patients.toString();
    }
}
