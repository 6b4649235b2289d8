package org.isopleth.client.report;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.client.report.Html.Element;
import org.isopleth.client.report.ResultsDocument.AnalysisEntry;
import org.isopleth.client.report.ResultsDocument.Finding;
import org.isopleth.client.report.ResultsDocument.Site;
import org.isopleth.client.report.Tables.Head;

/// The hospitals: how large their cohorts are, in bands, and what each allowed and refused. Immutable,
/// thread-safe.
///
/// @param document the results
record SitesSection(ResultsDocument document) {

    Element section() {
        List<List<Element>> rows = document.sites().stream().map(this::row).toList();
        return Html.element("section")
                .with("id", "hospitals")
                .add(Html.element("h2", "Hospitals"))
                .add(Tables.table(
                        "Every invited hospital, the band of its number of patients, and what it allowed and refused.",
                        List.of(
                                Head.words("Hospital"),
                                Head.words("Patients"),
                                Head.words("Permit"),
                                Head.words("Analyses")),
                        rows))
                .add(Html.element("p")
                        .with("class", "note")
                        .add(Html.element("strong", "Release level. "))
                        .add(ReportWords.release(document.study().privacy().release())));
    }

    private List<Element> row(Site site) {
        String permit = site.granted()
                ? "granted"
                : "refused"
                        + site.reason()
                                .map(reason -> ": " + ReportWords.refusal(reason))
                                .orElse("");
        return List.of(
                Tables.rowHeader(site.name()),
                Tables.words(site.size().map(size -> size.replace('-', '–')).orElse("not told")),
                Tables.words(permit),
                Html.element("td").add(decisions(site)));
    }

    private Html decisions(Site site) {
        Element list = Html.element("ul").with("class", "plain");
        if (site.granted()) {
            for (AnalysisEntry entry : document.analyses()) {
                list = list.add(decision(site, entry));
            }
        }
        for (Finding finding : site.findings()) {
            if (!isAboutAnalysis(finding)) {
                list = list.add(Html.element("li", obstacle(finding)));
            }
        }
        return list.content().isEmpty() ? Html.text("none") : list;
    }

    private static Element decision(Site site, AnalysisEntry entry) {
        List<String> obstacles = new ArrayList<>();
        for (Finding finding : site.findings()) {
            if (finding.about().equals(entry.name())) {
                obstacles.add(obstacle(finding));
            }
        }
        boolean took = entry.sites().contains(site.name());
        String verdict = took ? "allowed" : obstacles.isEmpty() ? "did not take part" : "refused";
        String why = obstacles.isEmpty() ? "" : ": " + String.join("; ", obstacles);
        return Html.element("li")
                .with("class", took ? "allowed" : "refused")
                .add(Html.element("strong", entry.name()).add(Html.text(" ")))
                .add(verdict + why);
    }

    private boolean isAboutAnalysis(Finding finding) {
        return document.analyses().stream().anyMatch(entry -> entry.name().equals(finding.about()));
    }

    private static String obstacle(Finding finding) {
        if (!finding.rule().isEmpty()) {
            return ReportWords.rule(finding.rule()) + " (rule " + finding.rule() + ")";
        }
        String cause = ReportWords.cause(finding.cause());
        return finding.about().isEmpty() ? cause : finding.about() + ": " + cause;
    }
}
