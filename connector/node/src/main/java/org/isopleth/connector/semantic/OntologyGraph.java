package org.isopleth.connector.semantic;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.isopleth.canonical.Digest;
import org.isopleth.ontology.Concept;
import org.isopleth.ontology.Concept.Standing;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.unit.KnownUnits;
import org.isopleth.unit.UnitDefinition;

/// Concepts, labels, hierarchy and units as triples: published queries need `rdfs:subClassOf` asserted
/// beside the data. Stateless, thread-safe.
final class OntologyGraph {
    private static final String NCIT = "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl#";

    /// The classes by which other vocabularies know a unit: NCIt, and the Units Ontology (labels read
    /// in ROO.owl), which published queries ask for.
    private static final Map<String, List<String>> UNIT_CLASSES = Map.ofEntries(
            Map.entry("a", List.of(NCIT + "C29848", Iris.UNIT_ONTOLOGY + "UO_0000036")),
            Map.entry("mo", List.of(NCIT + "C29846", Iris.UNIT_ONTOLOGY + "UO_0000035")),
            Map.entry("d", List.of(NCIT + "C25301", Iris.UNIT_ONTOLOGY + "UO_0000033")),
            Map.entry("kg", List.of(NCIT + "C28252", Iris.UNIT_ONTOLOGY + "UO_0000009")),
            Map.entry("g", List.of(NCIT + "C48155")),
            Map.entry("cm", List.of(NCIT + "C49668", Iris.UNIT_ONTOLOGY + "UO_0000015")),
            Map.entry("mm", List.of(NCIT + "C28251")),
            Map.entry("m3", List.of(NCIT + "C42570")),
            Map.entry("cm3", List.of(Iris.UNIT_ONTOLOGY + "UO_0000097")),
            Map.entry("mL", List.of(NCIT + "C28254", Iris.UNIT_ONTOLOGY + "UO_0000098")),
            Map.entry("L", List.of(Iris.UNIT_ONTOLOGY + "UO_0000099")),
            Map.entry("Gy", List.of(NCIT + "C18063", Iris.UNIT_ONTOLOGY + "UO_0000134")),
            Map.entry("%", List.of(NCIT + "C25613", Iris.UNIT_ONTOLOGY + "UO_0000187")),
            Map.entry("[hnsf'U]", List.of(NCIT + "C94908")));

    private OntologyGraph() {}

    static void write(Vocabulary vocabulary, Consumer<Triple> graph) {
        for (Concept concept : vocabulary.concepts()) {
            Node subject = Iris.iri(vocabulary.iri(concept.id()));
            graph.accept(Triple.create(subject, RDFS.label.asNode(), NodeFactory.createLiteralString(concept.label())));
            Node kindOf =
                    concept.standing() == Standing.PROPERTY ? RDFS.subPropertyOf.asNode() : RDFS.subClassOf.asNode();
            concept.parents()
                    .forEach(parent -> graph.accept(Triple.create(subject, kindOf, Iris.iri(vocabulary.iri(parent)))));
        }
        for (UnitDefinition unit : KnownUnits.all()) {
            Node subject = Iris.unit(unit.unit());
            graph.accept(Triple.create(subject, RDFS.label.asNode(), NodeFactory.createLiteralString(unit.name())));
            graph.accept(Triple.create(
                    subject,
                    Iris.iri(Iris.SKOS + "notation"),
                    NodeFactory.createLiteralString(unit.unit().code())));
            UNIT_CLASSES
                    .getOrDefault(unit.unit().code(), List.of())
                    .forEach(type -> graph.accept(Triple.create(subject, RDF.type.asNode(), Iris.iri(type))));
        }
    }

    /// Changes when the triples do.
    static Digest digest(Vocabulary vocabulary) {
        StringBuilder text = new StringBuilder();
        write(vocabulary, triple -> text.append(triple).append('\n'));
        return Digest.of(text.toString());
    }
}
