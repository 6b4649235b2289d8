package org.isopleth.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isopleth.analysis.Analyses;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.client.study.StudyReader;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.study.Study;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Six centres of public breast-cancer tables, two of them with 9 and 3 deaths, which may show nothing alone: as real
/// processes under `sum-only`, masked and with every rule on, they give the fit of all their patients.
class SmallCentresTest {
    private static final Duration HANG = Duration.ofMinutes(8);
    private static final Path TABLES = Path.of(System.getProperty("isopleth.root", "."))
            .resolve("../shared/data/clinical/tcga_brca")
            .normalize();
    private static final List<String> CENTRES =
            IntStream.range(0, 6).mapToObj(centre -> "centre-" + centre).toList();
    private static final List<String> COVARIATES = List.of(
            "age_at_index",
            "ajcc_pathologic_n_N1",
            "ajcc_pathologic_n_N2",
            "ajcc_pathologic_t_T2",
            "ajcc_pathologic_t_T3",
            "prior_malignancy_yes");

    /// The reference states 15 digits, and R stops when a step changes the log-likelihood by less than 1e-9 of it,
    /// which leaves its coefficients right to about 1e-8.
    private static final double AS_R = 1e-8;

    private static final String MAPPING = """
        # Public data (TCGA-BRCA).
        mapping: 1
        name: register
        language: en
        source:
          csv: {file: patients.csv}
        patient: pid
        disease: ncit:C4872
        columns:
          - {column: T, term: ncit:C125201, kind: numeric, unit: d, range: [0, 20000]}
          - {column: E, term: ncit:C28554, kind: numeric, unit: "1", range: [0, 1]}
          - {column: age_at_index, term: ncit:C25150, kind: numeric, unit: a, range: [18, 110]}
          - {column: ajcc_pathologic_n_N1, term: ncit:C48706, kind: numeric, unit: "1", range: [0, 1]}
          - {column: ajcc_pathologic_n_N2, term: ncit:C48786, kind: numeric, unit: "1", range: [0, 1]}
          - {column: ajcc_pathologic_t_T2, term: ncit:C48724, kind: numeric, unit: "1", range: [0, 1]}
          - {column: ajcc_pathologic_t_T3, term: ncit:C48728, kind: numeric, unit: "1", range: [0, 1]}
          - {column: prior_malignancy_yes, term: ncit:C9305, kind: numeric, unit: "1", range: [0, 1]}
        """;

    private static final String STUDY = """
        study: 1
        title: Survival in breast cancer at six centres
        question: Do age, nodes, tumour size and an earlier malignancy predict death?
        purpose: To compare real masked sums with independent software on public data.
        minimum-sites: 6
        deadlines: {permits: PT4M, readiness: PT4M, round: PT4M}
        variables:
          - {name: T, term: ncit:C125201, unit: d, range: [0, 20000]}
          - {name: E, term: ncit:C28554, unit: "1", range: [0, 1]}
          - {name: age_at_index, term: ncit:C25150, unit: a, range: [18, 110]}
          - {name: ajcc_pathologic_n_N1, term: ncit:C48706, unit: "1", range: [0, 1]}
          - {name: ajcc_pathologic_n_N2, term: ncit:C48786, unit: "1", range: [0, 1]}
          - {name: ajcc_pathologic_t_T2, term: ncit:C48724, unit: "1", range: [0, 1]}
          - {name: ajcc_pathologic_t_T3, term: ncit:C48728, unit: "1", range: [0, 1]}
          - {name: prior_malignancy_yes, term: ncit:C9305, unit: "1", range: [0, 1]}
        analyses:
          - id: cox@1
            name: cox6
            time: T
            event: E
            covariates: [%s]
            ties: efron
        """.formatted(String.join(", ", COVARIATES));

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void six_centres_two_of_them_tiny_fit_the_model_of_all_their_patients_under_masks() throws Exception {
        Assumptions.assumeTrue(
                Files.isDirectory(TABLES), "../shared is absent: the comparison of tcga_brca with R was skipped");
        Study study = new StudyReader(Vocabulary.bundled(), Analyses.all())
                .parse("study.yaml", STUDY)
                .study();
        Members members = new Members(CENTRES, SmallCentresTest::write, _ -> Optional.empty(), _ -> List.of());
        try (Consortium consortium = Consortium.found(folder.resolve("consortium"), members)) {
            consortium.startHospitals();
            WatchedStudy watched = WatchedStudy.submit(consortium, study);
            if (!watched.hasEnded(HANG)) {
                consortium.dumpThreads();
                throw new AssertionError("the study hangs; logs and threads are in " + folder);
            }
            Json.Obj analysis = CanonicalJson.parse(watched.results())
                    .asObject()
                    .list("analyses")
                    .getFirst()
                    .asObject();
            assertTrue(analysis.find("result").isPresent(), CanonicalJson.text(analysis));
            assertEquals(CENTRES, analysis.get("sites").asTexts());
            equalToR(analysis.object("result"));
            consortium.stop();
            consortium.requireSoundLedgers();
        }
    }

    private static void equalToR(Json.Obj result) throws IOException {
        Json.Obj reference = CanonicalJson.parse(Files.readString(TABLES.resolve("reference/reference.json")))
                .asObject()
                .object("cox6_strata_centre_efron");
        assertEquals(1088, result.integer("patients"));
        assertEquals(reference.integer("nevent"), result.integer("events"));
        assertEquals(reference.number("loglik"), result.number("logLikelihood"), AS_R);
        assertEquals(COVARIATES.size(), result.list("coefficients").size());
        for (Json row : result.list("coefficients")) {
            Json.Obj coefficient = row.asObject();
            String name = coefficient.text("name");
            assertEquals(reference.object("coef").number(name), coefficient.number("estimate"), AS_R, name);
            assertEquals(reference.object("se").number(name), coefficient.number("standardError"), AS_R, name);
        }
    }

    private static void write(String centre, Path to) {
        try {
            String patients = Files.readString(TABLES.resolve(centre.replace('-', '_') + ".csv"));
            HospitalFolder.write(to, patients, MAPPING, "analyses: [cox@1]\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
