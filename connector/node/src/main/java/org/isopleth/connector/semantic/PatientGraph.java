package org.isopleth.connector.semantic;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;
import org.isopleth.ontology.TermPattern;
import org.isopleth.ontology.TermPattern.Subject;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.ontology.mapping.MappedRow;
import org.isopleth.ontology.mapping.MappedValue;
import org.isopleth.ontology.mapping.MappingDocument;
import org.isopleth.term.TermId;

/// Writes mapped rows in the pattern of [TermPattern]. Immutable, thread-safe.
///
/// Numbers are `xsd:integer` or `xsd:decimal`, exactly as they were written, so that a unit's
/// conversion is rounded once and not twice. A value's IRI names the batch, the row and the term it came from.
final class PatientGraph {
    private final Vocabulary vocabulary;
    private final MappingDocument mapping;
    private final PatientPseudonyms pseudonyms;
    private final String batch;

    PatientGraph(Vocabulary vocabulary, MappingDocument mapping, PatientPseudonyms pseudonyms, String batch) {
        this.vocabulary = vocabulary;
        this.mapping = mapping;
        this.pseudonyms = pseudonyms;
        this.batch = batch;
    }

    /// @param graph takes what is known of the patient
    /// @param provenance takes where it came from
    void write(MappedRow row, Consumer<Triple> graph, Consumer<Triple> provenance) {
        String pseudonym = pseudonyms.of(row.patient());
        Node patient = Iris.patient(pseudonym);
        String rowIri = Iris.BASE + "row:" + batch + ":" + row.number();
        add(graph, patient, RDF.type.asNode(), concept(TermPattern.PATIENT));
        boolean hasDisease = mapping.disease().isPresent();
        for (MappedValue value : row.values()) {
            TermPattern pattern = TermPattern.of(value.term());
            hasDisease |= pattern.subject() != Subject.PATIENT;
            writeValue(patient, pattern, rowIri, value, graph);
        }
        if (hasDisease) {
            writeDisease(patient, graph);
        }
        Node rowNode = Iris.iri(rowIri);
        add(provenance, rowNode, Iris.prov("wasDerivedFrom"), Iris.iri(Iris.BASE + "batch:" + batch));
        add(provenance, rowNode, Iris.ROW_NUMBER, integer(row.number()));
        add(provenance, patient, Iris.prov("wasDerivedFrom"), rowNode);
    }

    private void writeDisease(Node patient, Consumer<Triple> graph) {
        Node disease = Iris.disease(patient);
        TermId kind = mapping.disease().orElse(TermPattern.DISEASE);
        add(graph, patient, concept(TermPattern.HAS_DISEASE), disease);
        if (vocabulary.isKindOf(kind, TermPattern.NEOPLASM)) {
            add(graph, patient, concept(TermPattern.HAS_NEOPLASM), disease);
        }
        add(graph, disease, RDF.type.asNode(), concept(kind));
    }

    private void writeValue(
            Node patient, TermPattern pattern, String rowIri, MappedValue value, Consumer<Triple> graph) {
        Node node = Iris.iri(rowIri + ":" + value.term()
                + switch (value) {
                    case MappedValue.Quantity _ -> ":number";
                    case MappedValue.Category _ -> ":category";
                });
        for (Node subject : subjects(patient, pattern, graph)) {
            add(graph, subject, concept(pattern.property()), node);
            pattern.alsoProperties().forEach(also -> add(graph, subject, concept(also), node));
        }
        switch (value) {
            case MappedValue.Quantity number -> {
                add(graph, node, RDF.type.asNode(), concept(pattern.term()));
                pattern.alsoClass().forEach(also -> add(graph, node, RDF.type.asNode(), concept(also)));
                add(graph, node, concept(TermPattern.HAS_VALUE), number(number.value()));
                add(graph, node, concept(TermPattern.HAS_UNIT), Iris.unit(number.unit()));
            }
            case MappedValue.Category category -> {
                add(graph, node, RDF.type.asNode(), concept(category.value()));
                if (pattern.isGeneral()) {
                    add(graph, node, RDF.type.asNode(), concept(pattern.term()));
                }
            }
        }
    }

    /// The nodes a value hangs on: published queries reach a TNM value from the disease, or through the
    /// TNM node.
    private List<Node> subjects(Node patient, TermPattern pattern, Consumer<Triple> graph) {
        List<Node> subjects = new ArrayList<>();
        switch (pattern.subject()) {
            case PATIENT -> subjects.add(patient);
            case DISEASE -> subjects.add(Iris.disease(patient));
            case CLINICAL_TNM -> {
                Node disease = Iris.disease(patient);
                Node tnm = Iris.iri(patient.getURI() + ":clinical-tnm");
                TermPattern.HAS_CLINICAL_TNM.forEach(has -> add(graph, disease, concept(has), tnm));
                add(graph, tnm, RDF.type.asNode(), concept(TermPattern.CLINICAL_TNM));
                subjects.add(disease);
                subjects.add(tnm);
            }
        }
        return subjects;
    }

    private Node concept(TermId id) {
        return Iris.iri(vocabulary.iri(id));
    }

    private static Node number(BigDecimal value) {
        return value.stripTrailingZeros().scale() <= 0
                ? NodeFactory.createLiteralDT(value.toBigIntegerExact().toString(), XSDDatatype.XSDinteger)
                : NodeFactory.createLiteralDT(value.toPlainString(), XSDDatatype.XSDdecimal);
    }

    private static Node integer(long value) {
        return NodeFactory.createLiteralDT(Long.toString(value), XSDDatatype.XSDinteger);
    }

    private static void add(Consumer<Triple> graph, Node subject, Node predicate, Node object) {
        graph.accept(Triple.create(subject, predicate, object));
    }
}
