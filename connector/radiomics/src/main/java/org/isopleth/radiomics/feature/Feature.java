package org.isopleth.radiomics.feature;

import java.util.function.ToDoubleFunction;

/// One feature: what it is called and how it follows from what its family counts. Immutable, thread-safe.
///
/// @param code IBSI's four characters, such as `GYBY`; features IBSI does not number have a code of ours
///     that starts with `X-`
/// @param name IBSI's name in lower case
/// @param unit UCUM unit, `1` for a number; `[i]` is the unit of the image's intensities
/// @param formula how it is computed, in the symbols of its family's documentation
/// @param degenerate what it is for a region that is flat or of one voxel, where the formula does not say
/// @param value computes it; NaN where it is not defined
/// @param <M> what the family counts
public record Feature<M>(
        String code, String name, String unit, String formula, String degenerate, ToDoubleFunction<M> value) {
    /// Where the Radiomics Ontology names features.
    public static final String ONTOLOGY = "http://www.radiomics.org/RO/";

    /// A feature whose formula holds for every region.
    public static <M> Feature<M> of(
            String code, String name, String unit, String formula, ToDoubleFunction<M> value) {
        return new Feature<>(code, name, unit, formula, "as the formula says", value);
    }

    /// The same with words on the regions for which the formula does not hold.
    public Feature<M> degenerate(String words) {
        return new Feature<>(code, name, unit, formula, words, value);
    }

    /// The Radiomics Ontology's name of the feature.
    public String iri() {
        return ONTOLOGY + code;
    }
}
