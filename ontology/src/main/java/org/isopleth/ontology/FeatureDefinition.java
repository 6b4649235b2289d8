package org.isopleth.ontology;

import java.util.List;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;

/// A feature of an image's region as the Image Biomarker Standardisation Initiative defines it. Immutable,
/// thread-safe.
///
/// @param id IBSI's code, with a parameter where features share one: `ACUI`, `BC2M-10`
/// @param name IBSI's name in lower case
/// @param concept the name of the code's concept, unique among codes
/// @param unit UCUM unit; in it, `[i]` is the unit of the image's intensities
/// @param family such as `grey level co-occurrence`
/// @param aggregations how slices and directions can become one value, in IBSI's words; empty where the
///     feature has one value
public record FeatureDefinition(
        String id, String name, String concept, Unit unit, String family, List<String> aggregations) {
    public FeatureDefinition {
        aggregations = List.copyOf(aggregations);
    }

    /// IBSI's four characters.
    public String code() {
        return id.substring(0, 4);
    }

    /// The feature's term in the Radiomics Ontology, which knows no parameters.
    public TermId term() {
        return new TermId(OntologySource.RO.prefix(), code());
    }

    /// The Radiomics Ontology's IRI.
    public String iri() {
        return OntologySource.RO.namespace() + code();
    }
}
