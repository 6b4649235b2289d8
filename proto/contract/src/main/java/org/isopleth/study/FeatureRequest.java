package org.isopleth.study;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.term.TermId;

/// What a study asks of images: which features of which region, at which time, measured in which way.
/// Immutable, thread-safe.
///
/// Every measured feature is also a numeric variable of the study, of the same name, whose term is the
/// feature's in the Radiomics Ontology; analyses, cohort and report see that variable and nothing else.
///
/// @param settings how features are measured, in the canonical form of the radiomics settings; opaque here,
///     read by whoever measures
/// @param region which region of a patient's images: a canonical name such as `GTVp1`, or [#LARGEST]
/// @param timePoint [#BASELINE], or `follow-up-1` to `follow-up-99`
/// @param measured one to 500 features, each variable once
public record FeatureRequest(Json.Obj settings, String region, String timePoint, List<Measured> measured) {
    /// The region that means the largest of those a patient has.
    public static final String LARGEST = "largest";

    /// The time before treatment.
    public static final String BASELINE = "baseline";

    /// The Radiomics Ontology's prefix in terms.
    public static final String ONTOLOGY = "ro";

    private static final int MOST = 500;
    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.^+~!-]{0,63}");
    private static final Pattern TIME_POINT = Pattern.compile("baseline|follow-up-[1-9][0-9]?");

    public FeatureRequest {
        measured = List.copyOf(measured);
        if (!REGION.matcher(region).matches()) {
            throw new IllegalArgumentException("a region's name is a letter or digit, then letters, digits or"
                    + " any of _ . ^ + ~ ! -, at most 64 characters, such as GTVp1; or 'largest'");
        }
        if (!TIME_POINT.matcher(timePoint).matches()) {
            throw new IllegalArgumentException("a time point is 'baseline' or 'follow-up-1' to 'follow-up-99'");
        }
        if (measured.isEmpty() || measured.size() > MOST) {
            throw new IllegalArgumentException("a study measures 1 to " + MOST + " features");
        }
        Set<String> variables = new HashSet<>();
        for (Measured feature : measured) {
            if (!variables.add(feature.variable())) {
                throw new IllegalArgumentException("feature variable '" + feature.variable() + "' appears twice");
            }
        }
    }

    /// One feature.
    ///
    /// @param variable the study's own name for it, that of a numeric variable
    /// @param feature IBSI's identifier, with its parameter where it has one: `ACUI`, `BC2M-10`
    /// @param aggregation how slices and directions become one value, in IBSI's words such as
    ///     `3D, averaged`; absent where the feature has one value
    public record Measured(String variable, String feature, Optional<String> aggregation) {
        private static final Pattern FEATURE = Pattern.compile("([0-9A-Z]{4})(-[0-9]{1,3}){0,2}");
        private static final Pattern AGGREGATION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z ,./-]{0,39}");

        public Measured {
            if (!FEATURE.matcher(feature).matches()) {
                throw new IllegalArgumentException(
                        "a feature is named by IBSI's identifier, such as ACUI or BC2M-10; found '" + feature + "'");
            }
            if (!aggregation.map(words -> AGGREGATION.matcher(words).matches()).orElse(true)) {
                throw new IllegalArgumentException("an aggregation is in IBSI's words, such as '3D, averaged'");
            }
        }

        /// The feature's term in the Radiomics Ontology, which knows no parameters.
        public TermId term() {
            return new TermId(ONTOLOGY, feature.substring(0, 4));
        }
    }

    /// The identity of the settings: features of different settings are different variables.
    public Digest settingsDigest() {
        return CanonicalJson.digest(settings);
    }

    /// The feature behind a variable, if there is one.
    public Optional<Measured> of(String variable) {
        return measured.stream()
                .filter(feature -> feature.variable().equals(variable))
                .findFirst();
    }
}
