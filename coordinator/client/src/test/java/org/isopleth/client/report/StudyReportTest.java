package org.isopleth.client.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.study.Passport;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class StudyReportTest {
    private static final StudyReport REPORT = new StudyReport(Samples.LABELS);

    private static String html(String title, List<String> stamps, Optional<Json> provenance) {
        return REPORT.html(Samples.results(title, stamps), provenance);
    }

    private static Document page() throws Exception {
        return Pages.parse(html("Survival", List.of(), Optional.of(Samples.provenance())));
    }

    private static String text(String path) throws Exception {
        return Pages.text(page(), path);
    }

    private static void contains(String part, String whole) {
        assertTrue(whole.contains(part), () -> "'" + part + "' is not in: " + whole);
    }

    @Test
    void the_page_is_well_formed_and_the_same_each_time() throws Exception {
        Document page = page();
        assertEquals("en", page.getDocumentElement().getAttribute("lang"));
        assertEquals(1, Pages.elements(page, "//h1").size());
        assertEquals(
                html("Survival", List.of(), Optional.of(Samples.provenance())),
                html("Survival", List.of(), Optional.of(Samples.provenance())));
    }

    @Test
    void the_page_needs_nothing_else() throws Exception {
        Document page = page();
        for (String path :
                List.of("//script", "//link", "//img", "//iframe", "//*[@src]", "//*[@href]", "//*[@style]")) {
            assertEquals(List.of(), Pages.elements(page, path), path);
        }
        String style = Pages.text(page, "//style");
        assertFalse(style.contains("url(") || style.contains("@import"));
        contains(
                "default-src 'none'",
                Pages.elements(page, "//meta[@http-equiv]").getFirst().getAttribute("content"));
    }

    @Test
    void every_section_is_there() throws Exception {
        Document page = page();
        for (String id : List.of("summary", "results", "hospitals", "variables", "ledgers", "settings")) {
            assertEquals(1, Pages.elements(page, "//section[@id='" + id + "']").size(), id);
        }
        Set<String> ids = new HashSet<>();
        for (Element element : Pages.elements(page, "//*[@id]")) {
            assertTrue(ids.add(element.getAttribute("id")), "id twice: " + element.getAttribute("id"));
        }
    }

    private static Json measured(Passport north, Passport south) {
        Json.Builder out = Json.object();
        Samples.provenance().members().forEach(out::with);
        return out.with("passports", List.of(passport("north", north), passport("south", south)))
                .build();
    }

    private static Json passport(String site, Passport passport) {
        return Json.object()
                .with("site", site)
                .with("digest", passport.digest().hex())
                .with("passport", passport.json())
                .build();
    }

    @Test
    void what_the_sites_measured_images_with_is_one_line_of_the_software() throws Exception {
        Passport one = new Passport("isopleth-radiomics 0.1.0", 482, 482, Digest.of("values"));
        Passport other = new Passport("isopleth-radiomics 0.2.0", 482, 482, Digest.of("values"));
        String same = Pages.text(
                Pages.parse(html("Survival", List.of(), Optional.of(measured(one, one)))), "//section[@id='settings']");
        contains(one.line() + ", at north, south", same);
        String unlike = Pages.text(
                Pages.parse(html("Survival", List.of(), Optional.of(measured(one, other)))),
                "//section[@id='settings']");
        contains(one.line() + ", at north; " + other.line() + ", at south", unlike);
        assertFalse(text("//section[@id='settings']").contains("Images measured with"), "a study without features");
    }

    @Test
    void a_study_that_stopped_since_passports_differ_says_what_to_do() throws Exception {
        Json.Builder stopped = Json.object();
        Samples.results("Survival", List.of()).members().forEach((name, value) -> {
            if (!name.equals("outcome")) {
                stopped.with(name, value);
            }
        });
        Json results = stopped.with("outcome", "passports-differ").build();
        contains(
                "install the same release of the connector",
                Pages.text(Pages.parse(REPORT.html(results, Optional.empty())), "//header"));
    }

    @Test
    void tables_have_headers_and_captions() throws Exception {
        for (Element table : Pages.elements(page(), "//table")) {
            assertEquals(1, Pages.elements(table, "./caption").size());
            assertFalse(Pages.elements(table, "./thead//th[@scope='col']").isEmpty());
            int columns = Pages.elements(table, "./thead//th").size();
            for (Element row : Pages.elements(table, "./tbody/tr")) {
                int spanned = Pages.elements(row, "preceding-sibling::tr/th[@rowspan]")
                                        .isEmpty()
                                || !Pages.elements(row, "./th").isEmpty()
                        ? 0
                        : 1;
                assertEquals(columns, Pages.elements(row, "./th|./td").size() + spanned);
            }
        }
    }

    @Test
    void the_question_the_purpose_and_the_times_open_the_page() throws Exception {
        String header = text("//header");
        contains("Does performance status predict survival?", header);
        contains("To choose the strata of a trial.", header);
        contains("Completed", header);
        contains("registered 2026-11-21T08:00:00Z, ended 2026-11-21T08:00:41Z", header);
        contains(Samples.study("Survival").digest().hex(), header);
    }

    @Test
    void coefficients_are_printed_as_in_a_paper_with_every_digit_behind() throws Exception {
        String row = "//section[@id='analysis-1']//tbody/tr[3]";
        assertEquals("ecog, per unitncit:C105721", text(row + "/th"));
        assertEquals("0.631", text(row + "/td[1]"));
        assertEquals("0.196", text(row + "/td[2]"));
        assertEquals("[0.25, 1.02]", text(row + "/td[3]"));
        assertEquals("1.88 [1.28, 2.76]", text(row + "/td[4]"));
        assertEquals("0.0013", text(row + "/td[5]"));
        assertEquals(
                "0.6312717768418579",
                Pages.elements(page(), row + "/td[1]").getFirst().getAttribute("data-value"));
        assertEquals("< 0.001", text("//section[@id='analysis-1']//tbody/tr[2]/td[5]"));
    }

    @Test
    void covariates_are_named_with_label_step_and_reference() throws Exception {
        assertEquals("age, per yearAge (ncit:C25150)", text("//section[@id='analysis-1']//tbody/tr[1]/th"));
        assertEquals("sex: female, not maleSex (ncit:C28421)", text("//section[@id='analysis-1']//tbody/tr[2]/th"));
    }

    @Test
    void a_logistic_model_has_odds_ratios_at_its_own_level_but_none_for_the_intercept() throws Exception {
        contains("OR [90 % interval]", text("//section[@id='analysis-2']//thead"));
        assertEquals("", text("//section[@id='analysis-2']//tbody/tr[1]/td[4]"));
        assertEquals(
                1,
                Pages.elements(page(), "//section[@id='analysis-2']//*[@class='row']")
                        .size());
    }

    @Test
    void each_analysis_says_how_it_compares_with_the_pooled_one() throws Exception {
        String facts = text("//section[@id='analysis-1']/dl");
        contains("E0: identical to the pooled analysis up to floating point", facts);
        contains("Patients213", facts);
        contains("Events151", facts);
        contains("8 rounds; begun 2 times, because a hospital was lost on the way", facts);
        contains("2: north, south", facts);
    }

    @Test
    void the_course_of_the_iteration_is_shown() throws Exception {
        String section = text("//section[@id='analysis-1']");
        contains("4 Newton iterations in 6 rounds", section);
        contains("−481.23456780", section);
        contains("2.2 × 10⁻¹⁶", section);
        assertEquals(3, Pages.elements(page(), "//*[local-name()='circle']").size());
    }

    @Test
    void a_summary_has_its_two_tables() throws Exception {
        String section = text("//section[@id='analysis-3']");
        contains("age (year)", section);
        contains("62.4", section);
        contains("9.07", section);
        contains("male13860.5 %", section);
        contains("missing0", section);
    }

    @Test
    void an_analysis_without_an_answer_says_why() throws Exception {
        contains(
                "No answer. Age, ecog: can be computed from other covariates; leave one out.",
                text("//section[@id='analysis-4']"));
        contains("Analysis separate has no answer", text("//section[@id='summary']"));
    }

    @Test
    void the_summary_says_what_the_intervals_say() throws Exception {
        String summary = text("//section[@id='summary']");
        contains("2 of 3 invited hospitals took part, 1 of them in every analysis that ran, and the study", summary);
        contains("each further unit of ecog went with a higher hazard (HR 1.88 [1.28, 2.76], p = 0.0013)", summary);
        contains("sex female, compared with male, went with a lower hazard (HR 0.58 [0.41, 0.80], p < 0.001)", summary);
        contains("The 95 % interval of age includes 1, no effect.", summary);
    }

    @Test
    void a_hospital_whose_gate_refused_every_analysis_took_no_part() {
        assertEquals("2 of 3 invited hospitals took part, and the study ran to its end.", tookPart("north", "west"));
        assertEquals(
                "All 3 invited hospitals took part, and the study ran to its end.", tookPart("north", "south", "west"));
        assertEquals("No hospital took part in an analysis, and the study ran to its end.", tookPart());
    }

    /// What the report says of a study whose three hospitals permitted it, and whose one analysis used
    /// the sums of these.
    private static String tookPart(String... sites) {
        Json analysis = Json.object()
                .with("id", "summary@1")
                .with("name", "cohort")
                .with("equality", "E0")
                .with("sites", Json.ofTexts(List.of(sites)))
                .with("rounds", 2)
                .with("result", Json.object().build())
                .build();
        List<Json> hospitals = new ArrayList<>();
        for (String name : List.of("north", "south", "west")) {
            hospitals.add(Json.object()
                    .with("name", name)
                    .with("permit", "granted")
                    .with("findings", List.of())
                    .build());
        }
        Json.Builder changed = Json.object();
        Samples.results("Survival", List.of()).members().forEach((name, value) -> {
            changed.with(
                    name,
                    switch (name) {
                        case "analyses" -> Json.of(List.of(analysis));
                        case "sites" -> Json.of(hospitals);
                        default -> value;
                    });
        });
        ResultsDocument document = ResultsDocument.read(changed.build());
        String sentence = new SummarySentences(new Names(document.study(), Samples.LABELS), document)
                .paragraphs()
                .getFirst();
        return sentence.substring(0, sentence.indexOf('.') + 1);
    }

    @Test
    void hospitals_show_bands_and_what_they_allowed_and_refused() throws Exception {
        String north = text("//section[@id='hospitals']//tbody/tr[1]");
        contains("50–99", north);
        contains("survival allowed", north);
        String south = text("//section[@id='hospitals']//tbody/tr[2]");
        contains("response refused: too few patients for the planned rounds and columns (rule counting)", south);
        contains("age: a value lies outside the study's range", south);
        contains("refused: a person decided so", text("//section[@id='hospitals']//tbody/tr[3]"));
        contains("Site level", text("//section[@id='hospitals']"));
    }

    @Test
    void variables_have_codes_labels_units_and_values() throws Exception {
        String variables = text("//section[@id='variables']");
        contains("Age ncit:C25150", variables);
        contains("a (year)", variables);
        contains("0 to 120", variables);
        contains("male = Male (ncit:C20197), reference", variables);
        contains("Patients with ncit:C4878, age from 18 to 100.", variables);
    }

    @Test
    void ledgers_show_size_root_and_checkpoint() throws Exception {
        String ledgers = text("//section[@id='ledgers']");
        contains("coordinator412" + Samples.ROOT, ledgers);
        contains("northnot readablenot readable", ledgers);
        contains("isopleth audit verify DIR", ledgers);
        contains(Samples.CHECKPOINT.replaceAll("\\s+", " ").strip(), ledgers);
    }

    @Test
    void without_provenance_the_page_says_so() {
        contains("No ledger heads were given", html("Survival", List.of(), Optional.empty()));
    }

    @Test
    void the_study_document_is_there_to_hash() throws Exception {
        Json.Obj document = Samples.results("Survival", List.of()).object("document");
        String shown =
                Pages.elements(page(), "//pre[@class='document']").getFirst().getTextContent();
        assertEquals(CanonicalJson.text(document), shown);
    }

    @Test
    void stamps_are_on_top_in_words() throws Exception {
        assertEquals(List.of(), Pages.elements(page(), "//*[@class='stamps']"));
        Document stamped = Pages.parse(
                html("Survival", List.of("simulation", "no-gate-floors", "term-none", "new-stamp"), Optional.empty()));
        String banner = Pages.text(stamped, "//header/*[1][@class='stamps']");
        contains("Simulation: computed in one process", banner);
        contains("disclosure rules were switched off", banner);
        contains("has no code in an ontology", banner);
        contains("Stamped 'new-stamp'.", banner);
    }

    @Test
    void hostile_strings_stay_text() throws Exception {
        String hostile = "</title><script>alert(1)</script><img src=x onerror=\"alert(2)\"> ]]> <!-- & \u202E";
        String html = html(hostile, List.of("<b>stamp</b>"), Optional.empty());
        Document page = Pages.parse(html);
        assertFalse(html.contains("<script"));
        assertFalse(html.contains("<img"));
        assertFalse(html.contains("<b>"));
        assertEquals(
                hostile.replace('\u202E', '\uFFFD'),
                Pages.elements(page, "//h1").getFirst().getTextContent());
    }

    @Test
    void documents_of_two_studies_are_refused() {
        Json other = Samples.provenance();
        assertThrows(JsonException.class, () -> html("Another title", List.of(), Optional.of(other)));
    }

    @Test
    void a_study_that_is_not_the_one_named_is_refused() {
        Json.Builder changed = Json.object();
        Samples.results("Survival", List.of()).members().forEach((name, value) -> {
            changed.with(name, name.equals("study") ? Json.of("0".repeat(64)) : value);
        });
        assertThrows(JsonException.class, () -> REPORT.html(changed.build(), Optional.empty()));
    }

    @Test
    void an_unknown_analysis_is_shown_member_by_member() throws Exception {
        Json.Builder changed = Json.object();
        Json analysis = Json.object()
                .with("id", "quantile@1")
                .with("name", "median")
                .with("equality", "E3")
                .with("sites", Json.ofTexts(List.of("north")))
                .with("rounds", 3)
                .with(
                        "result",
                        Json.object()
                                .with("analysis", "quantile@1")
                                .with("median", 61.5)
                                .with("grid", Json.ofNumbers(1, 2))
                                .build())
                .build();
        Samples.results("Survival", List.of()).members().forEach((name, value) -> {
            changed.with(name, name.equals("analyses") ? Json.of(List.of(analysis)) : value);
        });
        Document page = Pages.parse(REPORT.html(changed.build(), Optional.empty()));
        String section = Pages.text(page, "//section[@id='analysis-1']");
        contains("median61.5", section);
        contains("grid[1,2]", section);
        contains("E3: approximates the pooled analysis within a bound known beforehand", section);
    }
}
