package org.isopleth.client.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.client.report.Html.Element;
import org.isopleth.study.Study;
import org.isopleth.term.TermId;

/// The report of a study: one page of HTML that needs nothing else, neither scripts nor fonts nor a
/// network, reads in light and dark and prints on A4.
///
/// A pure function: the same documents give the same bytes. Immutable, thread-safe when the labels are.
///
/// ```java
/// String page = new StudyReport(id -> vocabulary.find(id).map(Concept::label)).html(results, provenance);
/// ```
///
/// @param labels the label of a term, where an ontology at hand has it
public record StudyReport(Function<TermId, Optional<String>> labels) {
    /// The page of a study of patients.
    ///
    /// @param results `results.json`
    /// @param provenance `provenance.json`, when there is one
    /// @throws JsonException when a document is not of its version or they are of two studies
    public String html(Json results, Optional<? extends Json> provenance) {
        return html(results, provenance, Optional.empty());
    }

    /// The page.
    ///
    /// @param results `results.json`
    /// @param provenance `provenance.json`, when there is one
    /// @param planted `planted.json`, when the patients are synthetic and it is known what was planted in them
    /// @throws JsonException when a document is not of its version or they are not of one study
    public String html(Json results, Optional<? extends Json> provenance, Optional<? extends Json> planted) {
        ResultsDocument document = ResultsDocument.read(results);
        Optional<ProvenanceDocument> origin = provenance.map(ProvenanceDocument::read);
        if (origin.isPresent() && !origin.get().study().equals(document.digest())) {
            throw new JsonException("the results and the provenance are of two studies");
        }
        Optional<PlantedDocument> truth = planted.map(PlantedDocument::read);
        if (truth.isPresent() && !truth.get().study().equals(document.digest())) {
            throw new JsonException("the results and the planted effects are of two studies");
        }
        Sources sources = new Sources(document, origin, truth);
        return HtmlPage.of(document.study().title() + " – study report", body(sources));
    }

    /// What the page is made from: documents of one study.
    private record Sources(
            ResultsDocument document, Optional<ProvenanceDocument> provenance, Optional<PlantedDocument> planted) {

        /// `results.json, provenance.json and planted.json`.
        String files() {
            List<String> files = new ArrayList<>(List.of("results.json"));
            provenance.ifPresent(_ -> files.add("provenance.json"));
            planted.ifPresent(_ -> files.add("planted.json"));
            return Names.list(files);
        }

        List<String> stamps() {
            List<String> stamps = new ArrayList<>(document.stamps());
            planted.ifPresent(_ -> stamps.add("synthetic-patients"));
            return stamps;
        }
    }

    private Element body(Sources sources) {
        ResultsDocument document = sources.document();
        Optional<ProvenanceDocument> provenance = sources.provenance();
        Names names = new Names(document.study(), labels);
        Element main = Html.element("main").add(summary(names, document), results(names, document));
        if (sources.planted().isPresent()) {
            main = main.add(
                    new PlantedSection(names, document, sources.planted().get()).section());
        }
        List<ProvenanceDocument.SitePassport> passports =
                provenance.map(ProvenanceDocument::passports).orElse(List.of());
        main = main.add(
                new SitesSection(document).section(),
                new VariablesSection(names).section(),
                new LedgerSection(provenance).section(),
                new SettingsSection(document, passports).section());
        Element footer = Html.element("footer")
                .add(Html.element(
                        "p",
                        "Made by Isopleth " + document.software() + " from " + sources.files()
                                + ". Figures are rounded for reading; every digit is in results.json and in the"
                                + " data-value attributes of this page."));
        return Html.element("body").add(header(sources), main, footer);
    }

    private static Element header(Sources sources) {
        ResultsDocument document = sources.document();
        Optional<ProvenanceDocument> provenance = sources.provenance();
        Study study = document.study();
        Element facts = Html.element("dl")
                .with("class", "facts")
                .add(AnalysisSection.fact("Question", study.question()))
                .add(AnalysisSection.fact("Purpose", study.purpose()))
                .add(AnalysisSection.fact("Outcome", ReportWords.outcome(document.outcome())));
        if (provenance.isPresent()) {
            facts = facts.add(AnalysisSection.fact(
                    "Time",
                    "registered " + provenance.get().registeredAt() + ", ended "
                            + provenance.get().endedAt()));
        }
        facts = facts.add(Html.element("dt", "Study digest"))
                .add(Html.element("dd")
                        .add(Html.element("code", document.digest().hex()).with("class", "digest")));
        return Html.element("header")
                .add(stamps(sources.stamps()))
                .add(Html.element("p", "Federated study report").with("class", "kind"))
                .add(Html.element("h1", study.title()))
                .add(facts);
    }

    private static List<Html> stamps(List<String> stamps) {
        if (stamps.isEmpty()) {
            return List.of();
        }
        Element banner = Html.element("div")
                .with("class", "stamps")
                .with("role", "note")
                .with("aria-label", "Limits of these results");
        for (String stamp : stamps) {
            banner = banner.add(Html.element("p")
                    .add(Html.element("strong", stamp))
                    .add(" ")
                    .add(ReportWords.stamp(stamp)));
        }
        return List.of(banner);
    }

    private static Element summary(Names names, ResultsDocument document) {
        Element section = Html.element("section").with("id", "summary").add(Html.element("h2", "Summary"));
        for (String paragraph : new SummarySentences(names, document).paragraphs()) {
            section = section.add(Html.element("p", paragraph));
        }
        return section;
    }

    private static Element results(Names names, ResultsDocument document) {
        Element section = Html.element("section").with("id", "results").add(Html.element("h2", "Results"));
        if (document.analyses().isEmpty()) {
            return section.add(Html.element("p", "No analysis ended."));
        }
        for (int i = 0; i < document.analyses().size(); i++) {
            section = section.add(new AnalysisSection(
                            names, "analysis-" + (i + 1), document.analyses().get(i))
                    .section());
        }
        return section;
    }
}
