package org.isopleth.radiomics.feature;

import java.util.function.ToDoubleFunction;

/// One feature: what it is called and how it follows from what its family counts. Immutable, thread-safe.
///
/// @param code IBSI's four characters, such as `GYBY`
/// @param parameter what tells features of one code apart, such as `10` for the volume at 10 % intensity;
///     empty for most
/// @param name IBSI's name in lower case
/// @param unit UCUM unit, `1` for a number; `[i]` is the unit of the image's intensities
/// @param formula how it is computed, in the symbols of its family's documentation
/// @param degenerate what it is for a region that is flat, of one voxel or the like: `AS_FORMULA` or clauses
///     `VALUE where CONDITION` separated by `; `, the last that holds being right; `not defined` is NaN
/// @param value computes it; NaN where it is not defined
/// @param <M> what the family counts
public record Feature<M>(
        String code,
        String parameter,
        String name,
        String unit,
        String formula,
        String degenerate,
        ToDoubleFunction<M> value) {
    /// Where the Radiomics Ontology names features.
    public static final String ONTOLOGY = "http://www.radiomics.org/RO/";

    /// The degenerate words of a feature whose formula holds for every region.
    public static final String AS_FORMULA = "as the formula says";

    /// A feature whose formula holds for every region.
    public static <M> Feature<M> feature(
            String code, String name, String unit, String formula, ToDoubleFunction<M> value) {
        return new Feature<>(code, "", name, unit, formula, AS_FORMULA, value);
    }

    /// The same with words on the regions for which the formula does not hold.
    public Feature<M> degenerate(String words) {
        return new Feature<>(code, parameter, name, unit, formula, words, value);
    }

    /// The same with one more clause on such regions.
    public Feature<M> alsoDegenerate(String clause) {
        return degenerate(degenerate.equals(AS_FORMULA) ? clause : degenerate + "; " + clause);
    }

    /// The same with a parameter that tells it from others of its code.
    public Feature<M> at(String chosen) {
        return new Feature<>(code, chosen, name, unit, formula, degenerate, value);
    }

    /// Code and parameter: `BC2M-10`.
    public String id() {
        return parameter.isEmpty() ? code : code + "-" + parameter;
    }

    /// The Radiomics Ontology's name of the feature.
    public String iri() {
        return ONTOLOGY + code;
    }
}
