package org.isopleth.connector.permit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.isopleth.disclosure.OutputLimits;
import org.isopleth.disclosure.PolicyException;
import org.isopleth.disclosure.Profile;
import org.isopleth.disclosure.QuestionLimits;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.masking.MaskingFloors;
import org.isopleth.ontology.document.Document;
import org.isopleth.ontology.document.DocumentNode;
import org.isopleth.ontology.document.DocumentObject;
import org.isopleth.site.SiteId;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.ReleaseLevel;

/// Reads a site's policy file. Every key but the first may be left out.
///
/// ```yaml
/// policy: 1
/// permits: automatic            # or ask, the default: a person decides on every study
/// release: [sum-only]           # levels that may be granted; default: sum-only, and site-level if a person
/// decides analyses: [summary@1, cox@1]  # default: all but benchmark@1
/// scientists: [dr-jansen]       # default: everyone enrolled
/// profile: strict               # or federation, datashield: looser, with a data protection officer's signature
/// minimum-rows: 10              # limits may only be stricter than their profile's; these are those of strict
/// minimum-cell: 10
/// maximum-columns-per-row: 0.2
/// minimum-sites: 3              # behind every number that becomes readable under sum-only
/// maximum-share: 0.8            # of the patients in a sum that one site may have
/// minimum-freedom: 10           # patients a model has beyond its columns
/// maximum-two-share: 0.9        # of a sum that two patients may have
/// minimum-remainder: 0.1        # what all but two patients have of a sum, as a share of the largest value
/// maximum-levels: 40            # of a categorical variable
/// maximum-bin-share: 0.1        # of the patients in one bin of a histogram
/// rounding-base: 5              # of counts in published tables
/// minimum-difference: 10        # patients by which two outputs' patients differ, if they differ
/// maximum-statistics: 200       # outputs of one study
/// maximum-subsets: 20           # sets of patients behind the outputs of one study
/// assumed-colluders: 0          # sites that may side with the coordinator; minimum-sites come on top of them
/// minimum-threshold: 0          # sites that must help to open a sum; more than two thirds always
/// retention-days: 90            # of the frozen cohort, while a study runs
/// privacy-budget:               # see [BudgetSection]; without it no release with noise leaves
///   account: lung-registry/all
/// ```
///
/// Stateless, thread-safe.
public final class PermitPolicyFile {
    private static final int LONGEST_RETENTION_DAYS = 3650;

    private PermitPolicyFile() {}

    /// Reads a file.
    ///
    /// @throws org.isopleth.ontology.document.DocumentException with every problem found
    public static PermitPolicy read(Path file) {
        return Document.read(file, PermitPolicyFile::read);
    }

    static PermitPolicy read(DocumentNode root) {
        DocumentObject in = root.object(
                        "policy",
                        "permits",
                        "release",
                        "analyses",
                        "scientists",
                        "profile",
                        "minimum-rows",
                        "minimum-cell",
                        "maximum-columns-per-row",
                        "minimum-sites",
                        "maximum-share",
                        "minimum-freedom",
                        "maximum-two-share",
                        "minimum-remainder",
                        "maximum-levels",
                        "maximum-bin-share",
                        "rounding-base",
                        "minimum-difference",
                        "maximum-statistics",
                        "maximum-subsets",
                        "assumed-colluders",
                        "minimum-threshold",
                        "retention-days",
                        BudgetSection.KEY)
                .requiring("policy");
        in.optional("policy").ifPresent(version -> version.integer(1, 1));
        PermitPolicy standard = PermitPolicy.STANDARD;
        PermitPolicy.Mode mode = in.optional("permits")
                .map(node -> node.oneOf(List.of(PermitPolicy.Mode.values()), PermitPolicy.Mode::word))
                .orElse(standard.mode());
        long days = in.integer(
                "retention-days",
                1,
                LONGEST_RETENTION_DAYS,
                standard.retention().toDays());
        SitePolicy limits = limits(in);
        return new PermitPolicy(
                mode,
                conditions(in, mode),
                limits,
                masking(in, limits),
                Duration.ofDays(days),
                in.optional(BudgetSection.KEY).map(BudgetSection::read));
    }

    private static PermitPolicy.Conditions conditions(DocumentObject in, PermitPolicy.Mode mode) {
        Set<ReleaseLevel> release = in.optional("release")
                .map(node -> set(node, item -> item.oneOf(List.of(ReleaseLevel.values()), ReleaseLevel::word)))
                .orElseGet(() -> switch (mode) {
                    case ASK -> PermitPolicy.Conditions.STANDARD.release();
                    case AUTOMATIC -> Set.of(ReleaseLevel.SUM_ONLY);
                });
        Optional<Set<AnalysisId>> analyses = in.optional("analyses").map(node -> set(node, PermitPolicyFile::analysis));
        Optional<Set<String>> scientists = in.optional("scientists").map(node -> set(node, PermitPolicyFile::name));
        return new PermitPolicy.Conditions(release, analyses, scientists);
    }

    private static SitePolicy limits(DocumentObject in) {
        SitePolicy floors = in.optional("profile")
                .map(node -> node.oneOf(List.of(Profile.values()), Profile::word))
                .orElse(Profile.STRICT)
                .policy();
        try {
            return new SitePolicy(
                    floors.profile(),
                    (int) in.integer("minimum-rows", 0, 1_000_000, floors.minimumRows()),
                    (int) in.integer("minimum-cell", 0, 1_000_000, floors.minimumCell()),
                    in.number("maximum-columns-per-row", floors.maximumColumnsPerRow()),
                    (int) (in.integer("minimum-sites", 0, MaskingFloors.COMPLETE_GRAPH, floors.minimumSites())
                            + colluders(in)),
                    in.number("maximum-share", floors.maximumShare()),
                    outputs(in, floors.outputs()),
                    questions(in, floors.questions()));
        } catch (PolicyException e) {
            throw in.required(e.setting()).problem(String.valueOf(e.getMessage()));
        }
    }

    private static OutputLimits outputs(DocumentObject in, OutputLimits floors) {
        return new OutputLimits(
                (int) in.integer("minimum-freedom", 0, 1_000_000, floors.minimumFreedom()),
                in.number("maximum-two-share", floors.maximumTwoShare()),
                in.number("minimum-remainder", floors.minimumRemainder()),
                (int) in.integer("maximum-levels", 0, 1_000_000, floors.maximumLevels()),
                in.number("maximum-bin-share", floors.maximumBinShare()),
                (int) in.integer("rounding-base", 0, 1_000_000, floors.roundingBase()));
    }

    private static QuestionLimits questions(DocumentObject in, QuestionLimits floors) {
        return new QuestionLimits(
                (int) in.integer("minimum-difference", 0, 1_000_000, floors.minimumDifference()),
                (int) in.integer("maximum-statistics", 0, 1_000_000, floors.maximumStatistics()),
                (int) in.integer("maximum-subsets", 0, 1_000_000, floors.maximumSubsets()));
    }

    private static int colluders(DocumentObject in) {
        return (int) in.integer("assumed-colluders", 0, MaskingFloors.COMPLETE_GRAPH, 0);
    }

    /// As many sites as behind every number must show keys, and be in every sum.
    private static MaskingFloors masking(DocumentObject in, SitePolicy limits) {
        return new MaskingFloors(
                limits.minimumSites(),
                limits.minimumSites(),
                (int) in.integer("minimum-threshold", 0, MaskingFloors.COMPLETE_GRAPH, 0),
                colluders(in),
                MaskingFloors.DEFAULT.maximumSites(),
                MaskingFloors.DEFAULT.guard());
    }

    private static <T> Set<T> set(DocumentNode node, java.util.function.Function<DocumentNode, T> reader) {
        return node.map(reader).stream().collect(Collectors.toUnmodifiableSet());
    }

    private static AnalysisId analysis(DocumentNode node) {
        try {
            return AnalysisId.parse(node.text());
        } catch (IllegalArgumentException e) {
            throw node.problem(String.valueOf(e.getMessage()));
        }
    }

    private static String name(DocumentNode node) {
        try {
            return new SiteId(node.text()).name();
        } catch (IllegalArgumentException e) {
            throw node.problem("expected a scientist's name as its certificate has it: lower-case letters, digits"
                    + " and inner hyphens");
        }
    }
}
