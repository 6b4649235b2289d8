package org.isopleth.study;

import org.isopleth.canonical.Json;
import org.isopleth.tensor.NumberProfile;

/// One analysis of a study. Immutable, thread-safe.
///
/// @param id which analysis
/// @param name the study's own name for it, unique in the study
/// @param options what the analysis itself defines, without `id` and `name`; the analysis checks them
/// @param numbers which numbers its sums are carried in
public record AnalysisPlan(AnalysisId id, String name, Json.Obj options, NumberProfile numbers) {
    public AnalysisPlan {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException(
                    "an analysis' name has lower-case letters, digits and hyphens, at most 40");
        }
    }

    /// A plan in wide numbers.
    public AnalysisPlan(AnalysisId id, String name, Json.Obj options) {
        this(id, name, options, NumberProfile.wide());
    }
}
