package org.isopleth.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.Analyses;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.client.study.StudyReader;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// A hospital whose connector is gone past a study's deadlines costs that study its part and nothing else: the others
/// go on without it, the result names it and why, and the next study has it again. Days are half a minute here.
class AbsentSiteTest {
    private static final Duration HANG = Duration.ofMinutes(8);
    private static final String ABSENT = "site-04";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void a_site_that_was_gone_is_named_with_the_cause_and_takes_part_in_the_next_study() throws Exception {
        List<String> all = SyntheticHospitals.names(4);
        Members members = new Members(all, SyntheticHospitals::write, _ -> Optional.empty(), _ -> List.of());
        try (Consortium consortium = Consortium.found(folder.resolve("consortium"), members)) {
            consortium.startHospitals();
            consortium.kill(ABSENT);
            Json.Obj without = conducted(consortium, study("While it is gone", "PT30S"));
            assertEquals(all.subList(0, 3), sites(without));
            Json.Obj named = without.list("sites").stream()
                    .map(Json::asObject)
                    .filter(site -> site.text("name").equals(ABSENT))
                    .findFirst()
                    .orElseThrow();
            assertEquals("refused", named.text("permit"));
            assertEquals("deadline", named.text("reason"));

            consortium.start(ABSENT);
            Json.Obj with = conducted(consortium, study("When it is back", "PT4M"));
            assertEquals(all, sites(with));
            consortium.stop();
            consortium.requireSoundLedgers();
        }
    }

    private static List<String> sites(Json.Obj results) {
        Json.Obj analysis = results.list("analyses").getFirst().asObject();
        assertTrue(analysis.find("result").isPresent(), CanonicalJson.text(analysis));
        return analysis.get("sites").asTexts();
    }

    private Json.Obj conducted(Consortium consortium, Study study) throws Exception {
        WatchedStudy watched = WatchedStudy.submit(consortium, study);
        if (!watched.hasEnded(HANG)) {
            consortium.dumpThreads();
            throw new AssertionError("the study hangs; logs and threads are in " + folder);
        }
        return CanonicalJson.parse(watched.results()).asObject();
    }

    /// @param permits how long sites have to decide; those that are there need a moment
    private static Study study(String title, String permits) {
        return new StudyReader(Vocabulary.bundled(), Analyses.all())
                .parse("study.yaml", """
                    study: 1
                    title: %s
                    question: How is age related to survival?
                    purpose: Shows what becomes of a study without one of its sites.
                    minimum-sites: 3
                    deadlines: {permits: %s, readiness: PT4M, round: PT4M}
                    cohort: {disease: ncit:C4878}
                    variables:
                      - {name: age, term: ncit:C25150, unit: a, range: [18, 110]}
                      - {name: survival, term: ncit:C125201, unit: d, range: [0, 20000]}
                    analyses:
                      - {id: glm@1, name: days, family: gaussian, outcome: survival, covariates: [age]}
                    """.formatted(title, permits))
                .study();
    }
}
