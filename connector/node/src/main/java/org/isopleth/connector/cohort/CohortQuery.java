package org.isopleth.connector.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.jena.vocabulary.RDFS;
import org.isopleth.ontology.TermPattern;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.study.FeatureRequest;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.term.TermId;

/// The SPARQL that asks for a study's patients and values. Stateless, thread-safe.
///
/// One query, one branch per variable, one row per value: `?patient ?variable ?value ?unit`, where
/// `?variable` is the variable's place in the study, or -1 for the patient as such. One row per value
/// and not per patient, because a patient with two values for each of several variables would
/// otherwise appear in every combination.
///
/// Only the patients' own rows ask for the disease, which includes its kinds; values of other patients
/// are dropped as they arrive, which is faster than asking again for every value. Conditions are
/// checked on the values after their units are converted.
public final class CohortQuery {
    /// `?variable` of the row that says a patient is in the cohort.
    static final int PATIENT_ROW = -1;

    private final Vocabulary vocabulary;
    private final String software;

    /// @param software name and version of what must have measured a study's features
    public CohortQuery(Vocabulary vocabulary, String software) {
        this.vocabulary = vocabulary;
        this.software = software;
    }

    /// The query of a study.
    public String of(Study study) {
        List<String> branches = new ArrayList<>();
        branches.add(patients(study.cohort().disease()));
        for (int i = 0; i < study.variables().size(); i++) {
            Variable variable = study.variables().get(i);
            int place = i;
            Optional<FeatureRequest.Measured> measured = study.measured(variable.name());
            if (measured.isPresent()) {
                FeatureRequest request = study.features().orElseThrow();
                branches.add(new FeatureQuery(vocabulary, request, software).branch(place, measured.get()));
            } else {
                variable.term().ifPresent(term -> branches.add(branch(place, variable, vocabulary.canonical(term))));
            }
        }
        return "SELECT ?patient ?variable ?value ?unit WHERE {\n  { " + String.join(" }\n  UNION\n  { ", branches)
                + " }\n}\n";
    }

    private String patients(Optional<TermId> disease) {
        String kind = disease.map(id -> "?patient " + hasDisease() + " ?disease . ?disease a/<"
                        + RDFS.subClassOf.getURI() + ">* " + iri(id) + " . ")
                .orElse("");
        return "?patient a " + iri(TermPattern.PATIENT) + " . " + kind + "BIND(" + PATIENT_ROW + " AS ?variable)";
    }

    private String branch(int place, Variable variable, TermId term) {
        TermPattern pattern = TermPattern.of(term);
        String node = "?patient a " + iri(TermPattern.PATIENT) + " . "
                + switch (pattern.subject()) {
                    case PATIENT -> "?patient " + iri(pattern.property()) + " ?node . ";
                    case DISEASE ->
                        "?patient " + hasDisease() + " ?disease . ?disease " + iri(pattern.property()) + " ?node . ";
                    case CLINICAL_TNM ->
                        "?patient " + hasDisease() + " ?disease . ?disease " + hasTnm() + "?/" + iri(pattern.property())
                                + " ?node . ";
                };
        String value = switch (variable) {
            case Variable.Numeric _ ->
                "?node a " + iri(term) + " ; " + iri(TermPattern.HAS_VALUE) + " ?value . OPTIONAL { ?node "
                        + iri(TermPattern.HAS_UNIT) + " ?unit } ";
            case Variable.Categorical _ ->
                (pattern.isGeneral() ? "?node a " + iri(term) + " . " : "")
                        + "?node a ?value . FILTER(?value != " + iri(term) + ") FILTER NOT EXISTS { ?node "
                        + iri(TermPattern.HAS_VALUE) + " ?number } ";
        };
        return node + value + "BIND(" + place + " AS ?variable)";
    }

    private String hasDisease() {
        return "(" + iri(TermPattern.HAS_NEOPLASM) + "|" + iri(TermPattern.HAS_DISEASE) + ")";
    }

    private String hasTnm() {
        List<String> properties =
                TermPattern.HAS_CLINICAL_TNM.stream().map(this::iri).toList();
        return "(" + String.join("|", properties) + ")";
    }

    private String iri(TermId id) {
        return "<" + vocabulary.iri(id) + ">";
    }

    /// The level a value stands for: its own, or the nearest it is a kind of.
    Optional<Integer> level(Variable.Categorical variable, TermId value) {
        for (TermId candidate : vocabulary.selfAndAncestors(value)) {
            for (int i = 0; i < variable.levels().size(); i++) {
                Optional<TermId> level = variable.levels().get(i).term().map(vocabulary::canonical);
                if (level.equals(Optional.of(candidate))) {
                    return Optional.of(i);
                }
            }
        }
        return Optional.empty();
    }
}
