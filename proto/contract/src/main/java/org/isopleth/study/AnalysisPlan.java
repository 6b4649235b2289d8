package org.isopleth.study;

import java.util.Optional;
import org.isopleth.canonical.Json;
import org.isopleth.tensor.NumberProfile;

/// One analysis of a study. Immutable, thread-safe.
///
/// @param id which analysis
/// @param name the study's own name for it, unique in the study
/// @param options what the analysis itself defines, without `id`, `name` and `privacy`; the analysis checks them
/// @param numbers which numbers its sums are carried in
/// @param privacy the noise its sums are to have, if any
public record AnalysisPlan(
        AnalysisId id, String name, Json.Obj options, NumberProfile numbers, Optional<NoiseTerms> privacy) {
    public AnalysisPlan {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException(
                    "an analysis' name has lower-case letters, digits and hyphens, at most 40");
        }
    }

    /// A plan without noise.
    public AnalysisPlan(AnalysisId id, String name, Json.Obj options, NumberProfile numbers) {
        this(id, name, options, numbers, Optional.empty());
    }

    /// A plan in wide numbers, without noise.
    public AnalysisPlan(AnalysisId id, String name, Json.Obj options) {
        this(id, name, options, NumberProfile.wide());
    }

    /// The same with noise.
    public AnalysisPlan with(NoiseTerms noise) {
        return new AnalysisPlan(id, name, options, numbers, Optional.of(noise));
    }
}
