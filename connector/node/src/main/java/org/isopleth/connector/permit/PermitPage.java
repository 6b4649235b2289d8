package org.isopleth.connector.permit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Study;
import org.isopleth.tensor.TensorDeclaration;

/// A study in plain words, for the person who decides: who asks what, and what would leave this
/// hospital. Pure, thread-safe.
public final class PermitPage {
    private PermitPage() {}

    /// The page, line by line.
    ///
    /// @param scientist who signed the study
    /// @param deadline until when a decision is of use
    /// @param limits what the gate will hold the study to
    public static List<String> lines(StudyOffer offer, String scientist, Instant deadline, SitePolicy limits) {
        Study study = offer.study();
        List<String> lines = new ArrayList<>();
        lines.add("Study " + study.digest().hex());
        lines.add("  title      " + oneLine(study.title()));
        lines.add("  question   " + oneLine(study.question()));
        lines.add("  purpose    " + oneLine(study.purpose()));
        lines.add("  asked by   " + scientist + ", whose signature was checked");
        lines.add("  hospitals  "
                + String.join(
                        ", ",
                        new TreeSet<>(offer.partners().keySet())
                                .stream().map(Object::toString).toList()));
        lines.add("  reads      " + variables(study));
        lines.add("  decide by  " + deadline);
        lines.add("  What would leave this hospital, for the coordinator and the scientist to read:");
        for (AnalysisPlan plan : study.analyses()) {
            lines.addAll(analysis(study, plan));
        }
        lines.add("  No row, no name, no date of a patient leaves. Every number that leaves is a sum over at least "
                + limits.minimumRows() + " of your patients,");
        lines.add("  but it is a sum over your patients alone (release level "
                + study.privacy().release().word() + "): the coordinator can tell it from those of other hospitals.");
        return lines;
    }

    private static List<String> analysis(Study study, AnalysisPlan plan) {
        PreparedAnalysis prepared = Analyses.prepare(study, plan);
        List<String> lines = new ArrayList<>();
        lines.add("    " + plan.name() + " (" + plan.id() + ") over " + String.join(", ", prepared.variables())
                + "; in its first round:");
        for (TensorDeclaration tensor :
                prepared.declare(prepared.atCoordinator().start())) {
            lines.add("      " + tensor.name() + ": " + tensor.length() + " numbers, "
                    + switch (tensor.disclosure()) {
                        case MARGINAL -> "sums of one column at a time";
                        case JOINT -> "sums over several columns together";
                    });
        }
        return lines;
    }

    private static String variables(Study study) {
        return String.join(
                ", ",
                study.variables().stream()
                        .map(variable -> variable.name()
                                + variable.term().map(term -> " (" + term + ")").orElse(""))
                        .toList());
    }

    /// Texts come from outside: what would move a terminal's cursor becomes a space.
    private static String oneLine(String text) {
        return text.codePoints()
                .map(point -> Character.isISOControl(point) || point == 0x2028 || point == 0x2029 ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
