package org.isopleth.client.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.client.report.PlantedDocument.PlantedEffect;
import org.isopleth.ontology.FeatureCatalogue;
import org.isopleth.ontology.FeatureDefinition;
import org.isopleth.unit.Unit;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/// The report of a study of synthetic patients shows what was planted in them beside what was found.
class PlantedSectionTest {
    private static final Digest STUDY = Samples.study("Survival").digest();

    private static Document page(PlantedEffect... effects) throws Exception {
        return Pages.parse(html(new PlantedDocument(STUDY, List.of(effects)).json()));
    }

    private static String html(Json planted) {
        return new StudyReport(Samples.LABELS)
                .html(Samples.results("Survival", List.of()), Optional.empty(), Optional.of(planted));
    }

    @Test
    void a_planted_effect_stands_beside_its_estimate_and_interval() throws Exception {
        Document page = page(new PlantedEffect("response", "age", 0.04));
        String row = "//section[@id='planted']//tbody/tr";
        assertEquals("age, per yearAge (ncit:C25150)", Pages.text(page, row + "/th"));
        assertEquals("0.0400", Pages.text(page, row + "/td[1]"));
        assertEquals("0.0500 [0.010, 0.090]", Pages.text(page, row + "/td[2]"));
        assertEquals("1.04", Pages.text(page, row + "/td[3]"));
        assertEquals("1.051 [1.010, 1.094]", Pages.text(page, row + "/td[4]"));
        assertEquals("inside the interval", Pages.text(page, row + "/td[5]"));
        assertEquals("0.04", Pages.elements(page, row + "/td[1]").getFirst().getAttribute("data-value"));
        String heads = Pages.text(page, "//section[@id='planted']//thead");
        assertTrue(heads.contains("Planted log odds ratio") && heads.contains("OR [90 % interval]"), heads);
        String section = Pages.text(page, "//section[@id='planted']");
        assertTrue(section.contains("Every planted effect lies inside the 90 % interval of its estimate."), section);
    }

    @Test
    void an_effect_outside_its_interval_is_named() throws Exception {
        String section = Pages.text(
                page(new PlantedEffect("survival", "age", 0.01), new PlantedEffect("survival", "sex=female", -1)),
                "//section[@id='planted']");
        assertTrue(section.contains("1 of 2 planted effects inside the 95 % interval"), section);
        assertTrue(section.contains("outside: sex: female, not male."), section);
        assertTrue(section.contains("outside the interval"), section);
    }

    @Test
    void the_page_says_first_that_the_patients_are_synthetic() throws Exception {
        Document page = page(new PlantedEffect("response", "age", 0.04));
        assertTrue(Pages.text(page, "//header/*[1][@class='stamps']").contains("The patients are synthetic"));
        assertTrue(Pages.text(page, "//footer").contains("from results.json and planted.json"));
    }

    @Test
    void the_report_of_patients_says_nothing_of_it() {
        String html = new StudyReport(Samples.LABELS)
                .html(Samples.results("Survival", List.of()), Optional.of(Samples.provenance()));
        assertFalse(html.toLowerCase(Locale.ROOT).contains("planted"));
        assertFalse(html.contains("synthetic"));
    }

    @Test
    void an_analysis_without_an_answer_has_nothing_to_compare() throws Exception {
        String section = Pages.text(page(new PlantedEffect("separate", "age", 0.04)), "//section[@id='planted']");
        assertTrue(section.contains("Analysis separate has no estimates to compare."), section);
    }

    @Test
    void what_the_results_do_not_have_is_refused() {
        assertThrows(JsonException.class, () -> page(new PlantedEffect("elsewhere", "age", 0.04)));
        assertThrows(JsonException.class, () -> page(new PlantedEffect("response", "height", 0.04)));
        PlantedEffect age = new PlantedEffect("response", "age", 0.04);
        Json other = new PlantedDocument(Digest.of("another study"), List.of(age)).json();
        assertThrows(JsonException.class, () -> html(other));
        assertThrows(
                JsonException.class,
                () -> html(CanonicalJson.parse("{\"planted\":2}".getBytes(StandardCharsets.UTF_8))));
        Json none = Json.object()
                .with("planted", 1)
                .with("study", STUDY.hex())
                .with("effects", List.of())
                .build();
        assertThrows(JsonException.class, () -> html(none));
    }

    @Test
    void the_unit_of_every_feature_has_words() {
        assertEquals("unit of image intensity", Names.unit(new Unit("[i]")));
        for (FeatureDefinition feature : FeatureCatalogue.bundled().features()) {
            String words = Names.unit(feature.unit());
            assertTrue(words.matches("[a-z]{3}[a-z ]*"), feature.id() + ": " + words);
        }
    }
}
