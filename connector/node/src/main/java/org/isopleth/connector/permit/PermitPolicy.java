package org.isopleth.connector.permit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.isopleth.analysis.Analyses;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.masking.MaskingFloors;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.ReleaseLevel;

/// What this site allows. Immutable, thread-safe. [PermitPolicyFile] reads it.
///
/// @param mode who decides on a study that the conditions allow
/// @param conditions what a study must fulfil
/// @param limits disclosure limits of the gate, never looser than their profile
/// @param masking limits on masked rounds, never looser than the floors
/// @param retention how long a frozen cohort is kept at most
/// @param budget what releases with noise may cost; without one none leaves
public record PermitPolicy(
        Mode mode,
        Conditions conditions,
        SitePolicy limits,
        MaskingFloors masking,
        Duration retention,
        Optional<BudgetSection> budget) {

    /// What holds without a policy file: a person decides on everything.
    public static final PermitPolicy STANDARD = new PermitPolicy(
            Mode.ASK, Conditions.STANDARD, SitePolicy.FLOORS, MaskingFloors.DEFAULT, Duration.ofDays(90));

    /// A policy without a privacy budget.
    public PermitPolicy(
            Mode mode, Conditions conditions, SitePolicy limits, MaskingFloors masking, Duration retention) {
        this(mode, conditions, limits, masking, retention, Optional.empty());
    }

    /// Who decides.
    public enum Mode {
        /// A person, for every study.
        ASK("ask"),
        /// The conditions alone.
        AUTOMATIC("automatic");

        private final String word;

        Mode(String word) {
            this.word = word;
        }

        /// As it is written.
        public String word() {
            return word;
        }
    }

    /// What a study must fulfil; one that does not is refused without asking anybody.
    ///
    /// @param release the levels that may be granted
    /// @param analyses the analyses that may run; empty for all this connector knows, but for those that
    ///     run only when named
    /// @param scientists who may ask; empty for everyone the consortium enrolled
    public record Conditions(
            Set<ReleaseLevel> release, Optional<Set<AnalysisId>> analyses, Optional<Set<String>> scientists) {

        /// Every release level, analysis and scientist.
        public static final Conditions STANDARD =
                new Conditions(Set.of(ReleaseLevel.values()), Optional.empty(), Optional.empty());

        public Conditions {
            release = Set.copyOf(release);
            analyses = analyses.map(Set::copyOf);
            scientists = scientists.map(Set::copyOf);
        }

        /// Whether an analysis this connector knows may run.
        boolean allow(AnalysisId analysis) {
            return analyses.map(named -> named.contains(analysis))
                    .orElseGet(() -> !Analyses.find(analysis).onlyWhenNamed());
        }
    }

    /// The identity of this policy, which permits and ledger entries name.
    public Digest digest() {
        return CanonicalJson.digest(json());
    }

    /// What a data protection officer signs: everything the policy says, however its file spells it.
    public byte[] canonical() {
        return CanonicalJson.bytes(json());
    }

    private Json.Obj json() {
        return Json.object()
                .with("policy", 1)
                .with("permits", mode.word())
                .with(
                        "release",
                        words(conditions.release().stream()
                                .map(ReleaseLevel::word)
                                .toList()))
                .withOptional(
                        "analyses",
                        conditions
                                .analyses()
                                .map(ids -> words(
                                        ids.stream().map(AnalysisId::toString).toList())))
                .withOptional("scientists", conditions.scientists().map(names -> words(List.copyOf(names))))
                .with("profile", limits.profile().word())
                .with("minimumRows", limits.minimumRows())
                .with("minimumCell", limits.minimumCell())
                .with("maximumColumnsPerRow", limits.maximumColumnsPerRow())
                .with("minimumSites", limits.minimumSites())
                .with("maximumShare", limits.maximumShare())
                .with("minimumFreedom", limits.outputs().minimumFreedom())
                .with("maximumTwoShare", limits.outputs().maximumTwoShare())
                .with("minimumRemainder", limits.outputs().minimumRemainder())
                .with("maximumLevels", limits.outputs().maximumLevels())
                .with("maximumBinShare", limits.outputs().maximumBinShare())
                .with("roundingBase", limits.outputs().roundingBase())
                .with("minimumDifference", limits.questions().minimumDifference())
                .with("maximumStatistics", limits.questions().maximumStatistics())
                .with("maximumSubsets", limits.questions().maximumSubsets())
                .with("minimumThreshold", masking.minimumThreshold())
                .with("assumedColluders", masking.assumedColluders())
                .with("retentionSeconds", retention.toSeconds())
                .withOptional("privacyBudget", budget.map(BudgetSection::json))
                .build();
    }

    private static Json words(List<String> words) {
        return Json.ofTexts(List.copyOf(new TreeSet<>(words)));
    }
}
