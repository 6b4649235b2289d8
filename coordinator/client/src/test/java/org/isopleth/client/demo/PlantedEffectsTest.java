package org.isopleth.client.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.Analyses;
import org.isopleth.canonical.Json;
import org.isopleth.client.report.StudyReport;
import org.isopleth.client.study.StudyReader;
import org.isopleth.ontology.Concept;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.radiomics.phantom.PlantedModel;
import org.isopleth.study.Study;
import org.isopleth.study.StudyJson;
import org.junit.jupiter.api.Test;

/// The radiomic demo's report shows the effects that its patients were made with.
class PlantedEffectsTest {
    private static final Vocabulary VOCABULARY = Vocabulary.bundled();
    private static final Study STUDY = new StudyReader(VOCABULARY, Analyses.all())
            .read(Path.of(System.getProperty("isopleth.root", "."), "deploy/demo/radiomics/study.yaml"))
            .study();

    @Test
    void the_report_shows_every_planted_effect_in_words_of_the_study() {
        Json.Obj results = results();
        String page = new StudyReport(id -> VOCABULARY.find(id).map(Concept::label))
                .html(
                        results,
                        Optional.empty(),
                        Optional.of(PlantedEffects.document(results).json()));
        String section = page.substring(page.indexOf("<section id=\"planted\">"));
        section = section.substring(0, section.indexOf("</section>"));
        assertTrue(section.contains("age, per year"), section);
        assertTrue(section.contains("density, per unit of image intensity"), section);
        assertTrue(section.contains("entropy, per bit"), section);
        for (double value :
                List.of(PlantedModel.DEMO.perYear(), PlantedModel.DEMO.perHu(), PlantedModel.DEMO.perBit())) {
            assertTrue(section.contains("data-value=\"" + value + "\""), () -> "planted " + value);
        }
        assertEquals(3, section.split("inside the interval<", -1).length - 1);
        assertTrue(page.contains("The patients are synthetic"), "said on top of the page");
    }

    /// Results in which each estimate is what was planted.
    private static Json.Obj results() {
        List<Json> coefficients = new ArrayList<>();
        coefficients.add(coefficient("age", PlantedModel.DEMO.perYear()));
        coefficients.add(coefficient("density", PlantedModel.DEMO.perHu()));
        coefficients.add(coefficient("entropy", PlantedModel.DEMO.perBit()));
        Json result = Json.object()
                .with("analysis", "glm@1")
                .with("family", "binomial")
                .with("outcome", "recurrence=yes")
                .with("patients", 150)
                .with("coefficients", coefficients)
                .build();
        Json analysis = Json.object()
                .with("id", "glm@1")
                .with("name", STUDY.analyses().getFirst().name())
                .with("equality", "E0")
                .with("sites", Json.ofTexts(List.of("avon", "maas", "neckar")))
                .with("rounds", 7)
                .with("result", result)
                .build();
        return Json.object()
                .with("results", 1)
                .with("study", STUDY.digest().hex())
                .with("document", StudyJson.write(STUDY))
                .with("outcome", "completed")
                .with("stamps", List.of())
                .with("software", "0.1.0")
                .with("sites", List.of())
                .with("analyses", List.of(analysis))
                .build();
    }

    private static Json coefficient(String name, double estimate) {
        return Json.object()
                .with("name", name)
                .with("estimate", estimate)
                .with("standardError", 0.01)
                .with("statistic", estimate / 0.01)
                .with("p", 0.0001)
                .with("lower", estimate - 0.0196)
                .with("upper", estimate + 0.0196)
                .build();
    }
}
