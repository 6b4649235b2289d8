package org.isopleth.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.cohort.CohortSize;

/// A site's answer before any training: whether its data can serve the study, in words. Immutable,
/// thread-safe.
///
/// @param size the band of the cohort's size
/// @param findings everything that stands in the way; empty when nothing does
/// @param passport how this site measures images, where the study asks for features and every reference value is met
public record Readiness(CohortSize size, List<Finding> findings, Optional<Passport> passport) {
    public Readiness {
        findings = List.copyOf(findings);
    }

    /// The answer to a study without features, or of a site that measures none.
    public Readiness(CohortSize size, List<Finding> findings) {
        this(size, findings, Optional.empty());
    }

    /// One obstacle.
    ///
    /// @param cause which kind
    /// @param about a variable of the study or, for a disclosure rule and for images, the analysis concerned;
    ///     empty for the whole study
    /// @param rule the disclosure rule that would refuse, or empty
    public record Finding(Cause cause, String about, String rule) {}

    /// Every obstacle a site can name.
    public enum Cause {
        /// The site maps no column to the variable's term.
        UNMAPPED("unmapped", "no column is mapped to this variable's term"),
        /// No image of the site's patients gave the feature.
        UNMEASURED("unmeasured", "no image of the patients gave this feature"),
        /// The mapped unit cannot be converted to the study's.
        UNIT("unit", "the local unit cannot be converted to the study's"),
        /// Some value lies outside the study's range.
        OUT_OF_RANGE("out-of-range", "a value lies outside the study's range"),
        /// A value has no corresponding level in the study.
        UNKNOWN_LEVEL("unknown-level", "a value is none of the study's"),
        /// A disclosure rule refuses the analysis.
        RULE("rule", "a disclosure rule refuses this analysis"),
        /// The site's source or store could not be read.
        SOURCE("source", "the local data could not be read"),
        /// The analysis needs features, and the site is told of no images.
        IMAGES("images", "no images are configured, so that no feature can be measured"),
        /// The analysis needs features, and the site's machine does not meet every reference value.
        PASSPORT(
                "passport", "this machine does not measure IBSI's reference values, so that its features are not used");

        private final String word;
        private final String words;

        Cause(String word, String words) {
            this.word = word;
            this.words = words;
        }

        /// The word that travels.
        public String word() {
            return word;
        }

        /// What it means.
        public String words() {
            return words;
        }

        /// Reads the word.
        public static Cause parse(String word) {
            for (Cause cause : values()) {
                if (cause.word.equals(word)) {
                    return cause;
                }
            }
            throw new JsonException("not a cause a site can name");
        }
    }

    /// Whether nothing stands in the way of this analysis.
    ///
    /// @param analysis its name
    /// @param variables the variables it reads
    public boolean readyFor(String analysis, Set<String> variables) {
        return findings.stream().noneMatch(finding -> switch (finding.cause()) {
            case RULE, IMAGES, PASSPORT -> finding.about().equals(analysis);
            case SOURCE -> true;
            case UNMAPPED, UNMEASURED, UNIT, OUT_OF_RANGE, UNKNOWN_LEVEL -> variables.contains(finding.about());
        });
    }

    /// The JSON form.
    public Json.Obj json() {
        List<Json> list = new ArrayList<>();
        for (Finding finding : findings) {
            list.add(Json.object()
                    .with("cause", finding.cause().word())
                    .with("about", finding.about())
                    .with("rule", finding.rule())
                    .build());
        }
        return Json.object()
                .with("size", size.words())
                .with("findings", list)
                .withOptional("passport", passport.map(Passport::json))
                .build();
    }

    /// Reads the JSON form.
    public static Readiness read(Json.Obj in) {
        List<Finding> findings = in.list("findings").stream()
                .map(Json::asObject)
                .map(finding ->
                        new Finding(Cause.parse(finding.text("cause")), finding.text("about"), finding.text("rule")))
                .toList();
        return new Readiness(
                CohortSize.parse(in.text("size")),
                findings,
                in.find("passport").map(passport -> Passport.read(passport.asObject())));
    }
}
