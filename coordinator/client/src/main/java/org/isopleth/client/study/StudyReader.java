package org.isopleth.client.study;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.isopleth.analysis.Analysis;
import org.isopleth.ontology.FeatureCatalogue;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.ontology.document.Document;
import org.isopleth.ontology.document.DocumentException;
import org.isopleth.ontology.document.DocumentNode;
import org.isopleth.ontology.document.DocumentObject;
import org.isopleth.site.SiteId;
import org.isopleth.study.Cohort;
import org.isopleth.study.Deadlines;
import org.isopleth.study.FeatureRequest;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;

/// Reads `study.yaml`, version 1, strictly: every problem of a document is told at once, each with its
/// line and column. The format is described in docs/reference/study-yaml.md. Stateless, thread-safe.
///
/// ```java
/// StudyDocument document = new StudyReader(Vocabulary.bundled(), Analyses.all()).read(Path.of("study.yaml"));
/// ```
public final class StudyReader {
    private static final int FEWEST_SITES_OF_A_SUM = 3;

    private final VariableReader variables;
    private final FeatureReader features;
    private final PlanReader plans;
    private final StudyWords words;

    /// @param vocabulary the terms a study may use
    /// @param analyses the analyses it may name
    public StudyReader(Vocabulary vocabulary, List<Analysis> analyses) {
        this.words = new StudyWords(vocabulary);
        this.variables = new VariableReader(words);
        this.features = new FeatureReader(FeatureCatalogue.bundled());
        this.plans = new PlanReader(analyses);
    }

    /// Reads a file.
    ///
    /// @throws DocumentException with every problem found, in reading order
    public StudyDocument read(Path file) {
        Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
        return Document.read(file, root -> document(root, folder)).orElseThrow();
    }

    /// Reads a text that has a name; a document it names is looked for in the working folder.
    ///
    /// @throws DocumentException with every problem found, in reading order
    public StudyDocument parse(String source, String text) {
        return Document.parse(source, text, root -> document(root, Path.of(""))).orElseThrow();
    }

    /// Empty only after a problem was noted, which refuses the document.
    private Optional<StudyDocument> document(DocumentNode root, Path folder) {
        DocumentObject in = root.object(
                        "study",
                        "title",
                        "question",
                        "purpose",
                        "sites",
                        "release",
                        "minimum-sites",
                        "missing",
                        "deadlines",
                        "cohort",
                        "variables",
                        "features",
                        "analyses")
                .requiring("study", "title", "question", "purpose", "variables", "analyses");
        in.optional("study").ifPresent(node -> node.attempt(version -> version.integer(1, Study.VERSION)));
        in.optional("missing").ifPresent(node -> node.attempt(policy -> policy.oneOf("complete-cases")));
        Parts parts = parts(in);
        Optional<List<Variable>> known = in.optional("variables")
                .flatMap(node -> node.attempt(variables::variables))
                .flatMap(Function.identity());
        List<PlanReader.PlacedPlan> placed = in.optional("analyses")
                .flatMap(node -> node.attempt(plans::plans))
                .orElse(List.of());
        Optional<FeatureReader.Asked> asked = in.optional("features")
                .flatMap(node -> node.attempt(place -> features.features(place, known.orElse(List.of()), folder)))
                .flatMap(Function.identity());
        // Without all variables and an analysis, what else could be said would only confuse.
        boolean complete = asked.isPresent() || !in.has("features");
        return known.filter(_ -> complete && !placed.isEmpty())
                .map(variables -> bind(in, parts, Measures.of(variables, asked), placed));
    }

    /// Every variable, and which of them are measured on images.
    private record Measures(List<Variable> variables, Optional<FeatureRequest> features) {
        static Measures of(List<Variable> written, Optional<FeatureReader.Asked> asked) {
            List<Variable> all = new ArrayList<>(written);
            asked.ifPresent(images -> all.addAll(images.variables()));
            return new Measures(List.copyOf(all), asked.map(FeatureReader.Asked::request));
        }
    }

    private StudyDocument bind(DocumentObject in, Parts parts, Measures known, List<PlanReader.PlacedPlan> placed) {
        Cohort cohort = in.optional("cohort")
                .flatMap(node -> node.<Cohort>attempt(new CohortReader(words, known.variables())::cohort))
                .orElse(Cohort.EVERYONE);
        Study study = new Study(
                parts.title,
                parts.question,
                parts.purpose,
                parts.sites,
                known.variables(),
                known.features(),
                cohort,
                placed.stream().map(PlanReader.PlacedPlan::plan).toList(),
                parts.privacy,
                parts.deadlines);
        return new StudyDocument(study, plans.prepare(study, placed), VariableReader.withoutTerm(known.variables()));
    }

    /// The parts of a study that stand for themselves.
    private record Parts(
            String title,
            String question,
            String purpose,
            List<SiteId> sites,
            Study.PrivacyTerms privacy,
            Deadlines deadlines) {}

    /// Reads what it can; a part with a problem is replaced by a placeholder, and the noted problem
    /// refuses the document in the end.
    private static Parts parts(DocumentObject in) {
        List<SiteId> sites = in.optional("sites")
                .flatMap(node -> node.attempt(StudyReader::sites))
                .orElse(List.of());
        Study.PrivacyTerms privacy = privacy(in);
        if (!sites.isEmpty()) {
            DocumentNode named = in.required("sites");
            int invited = named.list().size();
            if (invited < privacy.minimumSites()) {
                named.report("fewer hospitals are invited (" + invited + ") than must take part: minimum-sites is "
                        + privacy.minimumSites() + "; invite more, or lower it");
            }
        }
        return new Parts(
                text(in, "title", 200),
                text(in, "question", 2000),
                text(in, "purpose", 2000),
                sites,
                privacy,
                in.optional("deadlines")
                        .flatMap(node -> node.attempt(StudyReader::deadlines))
                        .orElse(Deadlines.DEFAULT));
    }

    private static String text(DocumentObject in, String key, int longest) {
        return in.optional(key)
                .flatMap(node -> node.attempt(scalar -> {
                    String text = scalar.text().strip();
                    if (text.length() > longest) {
                        throw scalar.problem("the " + key + " has at most " + longest + " characters");
                    }
                    return text;
                }))
                .orElse("?");
    }

    private static List<SiteId> sites(DocumentNode node) {
        List<SiteId> sites = new ArrayList<>();
        for (DocumentNode item : node.list()) {
            item.<SiteId>attempt(StudyReader::site).ifPresent(site -> {
                if (sites.contains(site)) {
                    item.report("site '" + site + "' appears twice");
                } else {
                    sites.add(site);
                }
            });
        }
        return sites;
    }

    private static SiteId site(DocumentNode node) {
        try {
            return new SiteId(node.text());
        } catch (IllegalArgumentException e) {
            throw node.problem(String.valueOf(e.getMessage()));
        }
    }

    private static Study.PrivacyTerms privacy(DocumentObject in) {
        ReleaseLevel release = in.has("release")
                ? in.required("release")
                        .<ReleaseLevel>attempt(word -> word.oneOf(List.of(ReleaseLevel.values()), ReleaseLevel::word))
                        .orElse(ReleaseLevel.SITE_LEVEL)
                : ReleaseLevel.SUM_ONLY;
        int fewest = release == ReleaseLevel.SUM_ONLY ? FEWEST_SITES_OF_A_SUM : 1;
        long minimumSites = in.optional("minimum-sites")
                .flatMap(node -> node.attempt(number -> number.integer(fewest, 1000)))
                // One that cannot be read says nothing about the sites.
                .orElse(in.has("minimum-sites") ? 1L : FEWEST_SITES_OF_A_SUM);
        return new Study.PrivacyTerms(release, (int) minimumSites);
    }

    private static Deadlines deadlines(DocumentNode node) {
        DocumentObject in = node.object("permits", "readiness", "round");
        return new Deadlines(
                duration(in, "permits", Deadlines.DEFAULT.permits()),
                duration(in, "readiness", Deadlines.DEFAULT.readiness()),
                duration(in, "round", Deadlines.DEFAULT.round()));
    }

    private static Duration duration(DocumentObject in, String key, Duration absent) {
        return in.optional(key)
                .flatMap(node -> node.attempt(text -> {
                    try {
                        Duration duration = Duration.parse(text.text());
                        if (duration.toSeconds() >= 1 && duration.compareTo(Duration.ofDays(366)) <= 0) {
                            return duration;
                        }
                    } catch (DateTimeException _) {
                        // Told below: the same words serve both slips.
                    }
                    throw text.problem("expected an ISO 8601 duration from PT1S to P366D, such as PT10M, PT1H or P7D");
                }))
                .orElse(absent);
    }
}
