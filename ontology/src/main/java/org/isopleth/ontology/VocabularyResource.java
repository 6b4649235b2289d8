package org.isopleth.ontology;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.isopleth.ontology.Concept.Standing;
import org.isopleth.term.Term;
import org.isopleth.term.TermId;

/// Reads the vocabularies carried with the program; their README names sources and licences.
final class VocabularyResource {
    static final Vocabulary BUNDLED = read();

    private VocabularyResource() {}

    private static Vocabulary read() {
        Map<TermId, Concept> concepts = new TreeMap<>();
        for (List<String> row : CarriedTable.rows("ncit.csv")) {
            Standing standing = switch (row.get(3)) {
                case "verified" -> Standing.VERIFIED;
                case "use" -> Standing.IN_USE;
                case "ancestor" -> Standing.ANCESTOR;
                default -> throw new IllegalStateException(row.getFirst());
            };
            List<TermId> parents =
                    words(row.get(2)).map(code -> new TermId("ncit", code)).toList();
            add(concepts, new Concept(new Term(new TermId("ncit", row.getFirst()), row.get(1)), parents, standing));
        }
        for (List<String> row : CarriedTable.rows("roo.csv")) {
            Standing standing = row.get(3).equals("property") ? Standing.PROPERTY : Standing.VERIFIED;
            List<TermId> parents = words(row.get(2)).map(TermId::parse).toList();
            add(concepts, new Concept(new Term(new TermId("roo", row.getFirst()), row.get(1)), parents, standing));
        }
        for (FeatureDefinition feature : FeatureCatalogue.bundled().features()) {
            Term term = new Term(feature.term(), feature.concept());
            // Features that differ in a parameter share a code.
            concepts.putIfAbsent(term.id(), new Concept(term, List.of(), Standing.VERIFIED));
        }
        return new Vocabulary(concepts);
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty());
    }

    private static void add(Map<TermId, Concept> concepts, Concept concept) {
        if (concepts.put(concept.id(), concept) != null) {
            throw new IllegalStateException(concept.id().toString());
        }
    }
}
