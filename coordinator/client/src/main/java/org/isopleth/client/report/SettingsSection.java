package org.isopleth.client.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.client.report.Html.Element;
import org.isopleth.client.report.ProvenanceDocument.SitePassport;
import org.isopleth.client.report.Tables.Head;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Deadlines;
import org.isopleth.study.Passport;
import org.isopleth.study.Study;
import org.isopleth.study.StudyJson;

/// What it takes to run the study again: version, settings, and the study itself. Immutable,
/// thread-safe.
///
/// @param document the results
/// @param passports how each site measured images; none where that is not known
record SettingsSection(ResultsDocument document, List<SitePassport> passports) {
    SettingsSection {
        passports = List.copyOf(passports);
    }

    Element section() {
        Study study = document.study();
        Deadlines deadlines = study.deadlines();
        Element facts = Html.element("dl")
                .with("class", "facts")
                .add(AnalysisSection.fact("Software", "Isopleth " + document.software()))
                .add(AnalysisSection.fact(
                        "Fewest hospitals", PaperNumbers.whole(study.privacy().minimumSites()) + " in every analysis"))
                .add(AnalysisSection.fact(
                        "Release level", study.privacy().release().word()))
                .add(AnalysisSection.fact("Missing values", "complete cases of each analysis"))
                .add(AnalysisSection.fact(
                        "Deadlines",
                        "permits " + words(deadlines.permits()) + ", readiness " + words(deadlines.readiness())
                                + ", round " + words(deadlines.round())));
        if (!passports.isEmpty()) {
            facts = facts.add(AnalysisSection.fact("Images measured with", measured()));
        }
        return Html.element("section")
                .with("id", "settings")
                .add(Html.element("h2", "Software and settings"))
                .add(facts, plans(study), canonical());
    }

    /// One passport at every site, unless the study stopped because they differ.
    private String measured() {
        Map<Passport, List<String>> sites = new LinkedHashMap<>();
        for (SitePassport one : passports) {
            sites.computeIfAbsent(one.passport(), _ -> new ArrayList<>()).add(one.site());
        }
        return sites.entrySet().stream()
                .map(same -> same.getKey().line() + ", at " + String.join(", ", same.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static Element plans(Study study) {
        List<List<Element>> rows = study.analyses().stream()
                .map(plan -> List.of(
                        Tables.rowHeader(plan.name()),
                        Html.element("td").add(Html.element("code", plan.id().toString())),
                        Tables.words(options(plan))))
                .toList();
        return Tables.table(
                "Plan of the analyses, as signed. Options not named have the analysis' standard value.",
                List.of(Head.words("Analysis"), Head.words("Version"), Head.words("Options")),
                rows);
    }

    private static String options(AnalysisPlan plan) {
        List<String> options = new ArrayList<>();
        plan.options().members().forEach((key, option) -> options.add(key + ": " + value(option)));
        plan.privacy().ifPresent(noise -> options.add("privacy: " + noise.words()));
        return String.join("; ", options);
    }

    private static String value(Json value) {
        return switch (value) {
            case Json.Str(String text) -> text;
            case Json.Arr(List<Json> items) ->
                String.join(", ", items.stream().map(SettingsSection::value).toList());
            case Json.Obj _, Json.Num _, Json.Bool _, Json.Null _ -> CanonicalJson.text(value);
        };
    }

    private Element canonical() {
        return Html.element("details")
                .add(Html.element("summary", "The study document in canonical form"))
                .add(Html.element("p")
                        .add("Its SHA-256 is the study's digest: ")
                        .add(Html.element("code", document.digest().hex())))
                .add(Html.element("pre", CanonicalJson.text(StudyJson.write(document.study())))
                        .with("class", "document"));
    }

    /// `7 days`, `90 s`.
    private static String words(Duration duration) {
        boolean days = duration.toSeconds() % Duration.ofDays(1).toSeconds() == 0;
        boolean hours = duration.toSeconds() % Duration.ofHours(1).toSeconds() == 0;
        if (days) {
            return Names.count(duration.toDays(), "day");
        }
        return hours ? Names.count(duration.toHours(), "hour") : Names.count(duration.toSeconds(), "second");
    }
}
