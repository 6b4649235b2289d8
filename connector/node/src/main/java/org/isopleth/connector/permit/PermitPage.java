package org.isopleth.connector.permit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.RoundOutline;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.ontology.Concept;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Cohort;
import org.isopleth.study.Cohort.Condition;
import org.isopleth.study.FeatureRequest;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.term.TermId;

/// A study in plain words, for the person who decides: who asks what, and what would leave this
/// hospital. Pure, thread-safe.
public final class PermitPage {
    /// Of an analysis's variables, how many are named; all of them are on the page already.
    private static final int MOST_NAMES = 20;

    private PermitPage() {}

    /// The page, line by line.
    ///
    /// @param scientist who signed the study
    /// @param deadline until when a decision is of use
    /// @param limits what the gate will hold the study to
    /// @param vocabulary gives terms their labels
    public static List<String> lines(
            StudyOffer offer, String scientist, Instant deadline, SitePolicy limits, Vocabulary vocabulary) {
        Study study = offer.study();
        List<String> lines = new ArrayList<>();
        lines.add("Study " + study.digest().hex());
        lines.add("  title      " + study.title());
        lines.add("  question   " + study.question());
        lines.add("  purpose    " + study.purpose());
        lines.add("  asked by   " + scientist + ", whose signature was checked");
        lines.add("  hospitals  "
                + String.join(
                        ", ",
                        new TreeSet<>(offer.partners().keySet())
                                .stream().map(Object::toString).toList()));
        lines.addAll(labelled("  patients   ", patients(study.cohort(), vocabulary)));
        lines.addAll(labelled("  reads      ", variables(study, vocabulary)));
        study.features().ifPresent(request -> lines.addAll(labelled("  images     ", images(request))));
        lines.add("  decide by  " + deadline);
        lines.add("  What would leave this hospital, for the coordinator and the scientist to read:");
        for (AnalysisPlan plan : study.analyses()) {
            lines.addAll(analysis(study, plan));
        }
        lines.addAll(readable(study.privacy().release(), limits));
        return lines.stream().map(PermitPage::oneLine).toList();
    }

    /// What others could read of what leaves.
    private static List<String> readable(ReleaseLevel level, SitePolicy limits) {
        String nothing = "  No row, no name, no date of a patient leaves. ";
        String named = " (release level " + level.word() + ")";
        return switch (level) {
            case SITE_LEVEL ->
                List.of(
                        nothing + "Every number that leaves is a sum over at least " + limits.minimumRows()
                                + " of your patients,",
                        "  but it is a sum over your patients alone" + named
                                + ": the coordinator can tell it from those of other hospitals.");
            case SUM_ONLY ->
                List.of(
                        nothing + "Every number leaves under masks that only fall away in the sum over at least "
                                + limits.minimumSites() + " hospitals" + named + ":",
                        "  nobody, the coordinator included, can read your part of it. First the numbers of patients,"
                                + " events, outcome classes and levels are summed so; your rules are applied to these"
                                + " totals, and to the totals without your part, before anything else is.");
        };
    }

    /// The first line after its label, the others below it.
    private static List<String> labelled(String label, List<String> texts) {
        List<String> lines = new ArrayList<>();
        for (String text : texts) {
            lines.add((lines.isEmpty() ? label : " ".repeat(label.length())) + text);
        }
        return lines;
    }

    private static List<String> patients(Cohort cohort, Vocabulary vocabulary) {
        List<String> lines = new ArrayList<>();
        lines.add(cohort.disease()
                .map(disease -> "those with " + term(disease, vocabulary) + " or a kind of it")
                .orElse("all of this hospital's tables"));
        for (Condition condition : cohort.conditions()) {
            lines.add(
                    switch (condition) {
                        case Condition.Between(String variable, double minimum, double maximum) ->
                            "and with " + variable + " from " + number(minimum) + " to " + number(maximum);
                        case Condition.OneOf(String variable, Set<String> levels) ->
                            "and with " + variable + " " + String.join(" or ", new TreeSet<>(levels));
                    });
        }
        return lines;
    }

    private static List<String> variables(Study study, Vocabulary vocabulary) {
        return study.variables().stream()
                .map(variable -> variable.name()
                        + variable.term()
                                .map(term -> ": " + term(term, vocabulary))
                                .orElse("")
                        + switch (variable) {
                            case Variable.Numeric numeric ->
                                ", in " + numeric.unit() + " from " + number(numeric.minimum()) + " to "
                                        + number(numeric.maximum());
                            case Variable.Categorical categorical ->
                                ", one of "
                                        + String.join(
                                                ", ",
                                                categorical.levels().stream()
                                                        .map(level -> level(level, vocabulary))
                                                        .toList());
                        })
                .toList();
    }

    private static List<String> images(FeatureRequest request) {
        String region = request.region().equals(FeatureRequest.LARGEST) ? "the largest region" : request.region();
        List<String> lines = new ArrayList<>();
        lines.add("measures " + region + " at " + request.timePoint() + ", by settings " + request.settingsDigest());
        request.measured()
                .forEach(measured -> lines.add(measured.variable() + ": " + measured.feature()
                        + measured.aggregation().map(words -> ", " + words).orElse("")));
        return lines;
    }

    private static String level(Variable.Level level, Vocabulary vocabulary) {
        return level.name()
                + level.term().map(term -> " (" + term(term, vocabulary) + ")").orElse("");
    }

    /// Code and label: two concepts may share a label, and nobody knows codes by heart.
    private static String term(TermId term, Vocabulary vocabulary) {
        return term + " " + vocabulary.find(term).map(Concept::label).orElse("(a term that is not known here)");
    }

    private static String number(double value) {
        String plain = BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
        return plain.length() <= 20 ? plain : Double.toString(value);
    }

    private static List<String> analysis(Study study, AnalysisPlan plan) {
        PreparedAnalysis prepared = Analyses.prepare(study, plan);
        List<String> lines = new ArrayList<>();
        lines.add("    " + plan.name() + " (" + plan.id() + ") over " + few(prepared.variables()) + ":");
        for (RoundOutline round : prepared.outline()) {
            lines.add("      " + (lines.size() == 1 ? "" : "then ")
                    + (round.atMost() == 1 ? "in one round:" : "in up to " + round.atMost() + " rounds, each time:"));
            round.parts().forEach(part -> lines.add("        " + part(part)));
        }
        return lines;
    }

    private static String part(RoundOutline.Part part) {
        return part.name() + ": "
                + words(part.shape())
                + ", "
                + switch (part.disclosure()) {
                    case MARGINAL -> "sums of one column at a time";
                    case JOINT -> "sums over several columns together";
                };
    }

    private static String words(RoundOutline.Shape shape) {
        return switch (shape) {
            case RoundOutline.Shape.Single _ -> "1 number";
            case RoundOutline.Shape.Vector(int length) -> length == 1 ? "1 number" : length + " numbers (a vector)";
            case RoundOutline.Shape.SymmetricMatrix matrix ->
                matrix.side() == 1
                        ? "1 number"
                        : matrix.numbers() + " numbers (a symmetric matrix of " + matrix.side() + " by " + matrix.side()
                                + ")";
            case RoundOutline.Shape.Repeated(int times, var each) ->
                "for each of " + times + " steps of time " + words(each);
        };
    }

    private static String few(List<String> names) {
        return names.size() <= MOST_NAMES
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMES)) + " and " + (names.size() - MOST_NAMES) + " more";
    }

    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    /// Texts come from outside: what would move a terminal's cursor or turn the direction of writing
    /// becomes a space.
    private static String oneLine(String text) {
        return text.codePoints()
                .map(point -> isShown(point) ? point : ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
