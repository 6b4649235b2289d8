package org.isopleth.ontology;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.isopleth.term.TermId;

/// The concepts the project knows, by code. Immutable, thread-safe.
///
/// Codes are matched exactly; labels are for people and for suggestions only, because labels drift
/// between versions and two concepts may share one.
public final class Vocabulary {
    private static final int MOST_SUGGESTIONS = 3;

    private final Map<TermId, Concept> concepts;

    Vocabulary(Map<TermId, Concept> concepts) {
        this.concepts = Collections.unmodifiableMap(new TreeMap<>(concepts));
    }

    /// The concepts carried with the program.
    public static Vocabulary bundled() {
        return VocabularyResource.BUNDLED;
    }

    /// All concepts, sorted by code.
    public Collection<Concept> concepts() {
        return concepts.values();
    }

    /// The concept of a code; an older way of writing it is understood, see [#canonical].
    public Optional<Concept> find(TermId id) {
        return Optional.ofNullable(concepts.get(canonical(id)));
    }

    /// The label of a code, or the code itself where it is unknown.
    public String label(TermId id) {
        return find(id).map(Concept::label).orElse(id.toString());
    }

    /// The code as the ontology writes it today.
    ///
    /// ROO once wrote `roo:100018` for what is `roo:P100018` (properties) or `roo:C100346` (classes);
    /// published queries use both. No number is used for a property and a class.
    public TermId canonical(TermId id) {
        if (id.ontology().equals(OntologySource.ROO.prefix()) && id.code().matches("[0-9]{6}")) {
            return Stream.of("P", "C")
                    .map(letter -> new TermId(id.ontology(), letter + id.code()))
                    .filter(concepts::containsKey)
                    .findFirst()
                    .orElse(id);
        }
        return id;
    }

    /// The concept's IRI. Every ontology a term can name is in [OntologySource] once it was looked up.
    ///
    /// @throws IllegalArgumentException when the ontology is not known
    public String iri(TermId id) {
        TermId canonical = canonical(id);
        OntologySource source = OntologySource.of(canonical.ontology())
                .orElseThrow(() -> new IllegalArgumentException("ontology '" + id.ontology() + "' is not known"));
        return source.namespace() + canonical.code();
    }

    /// The term of an IRI, in its present form, if the IRI belongs to a known ontology.
    public Optional<TermId> term(String iri) {
        for (OntologySource source : OntologySource.values()) {
            if (iri.startsWith(source.namespace())) {
                String code = iri.substring(source.namespace().length());
                return code.matches("[A-Za-z0-9_.-]{1,40}")
                        ? Optional.of(canonical(new TermId(source.prefix(), code)))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// The concept and everything it is a kind of, nearest first.
    public Set<TermId> selfAndAncestors(TermId id) {
        Set<TermId> seen = new LinkedHashSet<>();
        Deque<TermId> open = new ArrayDeque<>(List.of(canonical(id)));
        while (!open.isEmpty()) {
            TermId next = open.removeFirst();
            if (seen.add(next)) {
                Concept concept = concepts.get(next);
                if (concept != null) {
                    open.addAll(concept.parents());
                }
            }
        }
        return seen;
    }

    /// Whether a concept is another one or a kind of it.
    public boolean isKindOf(TermId id, TermId ancestor) {
        return selfAndAncestors(id).contains(canonical(ancestor));
    }

    /// The concepts a person may have meant by an unknown code or by words, best first; at most three.
    public List<Concept> suggestions(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        int colon = wanted.indexOf(':');
        String words = colon < 0 ? wanted : wanted.substring(colon + 1);
        return concepts.values().stream()
                .map(concept -> new Suggestion(concept, distance(concept, words)))
                .filter(suggestion -> suggestion.distance() <= Math.max(1, words.length() / 3))
                .sorted()
                .limit(MOST_SUGGESTIONS)
                .map(Suggestion::concept)
                .toList();
    }

    /// What to say of a text that names no known concept: one sentence without a full stop.
    public String unknown(String text) {
        List<String> near = suggestions(text).stream()
                .map(concept -> concept.id() + " (" + concept.label() + ")")
                .toList();
        return "unknown term '" + text + "'"
                + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?");
    }

    private static int distance(Concept concept, String words) {
        String label = concept.label().toLowerCase(Locale.ROOT);
        int byLabel = words.length() > 3 && label.contains(words) ? 1 : EditDistance.between(words, label);
        int byCode = EditDistance.between(words, concept.id().code().toLowerCase(Locale.ROOT));
        return Math.min(byLabel, byCode);
    }

    private record Suggestion(Concept concept, int distance) implements Comparable<Suggestion> {
        private static final Comparator<Suggestion> NEAREST = Comparator.comparingInt(Suggestion::distance)
                .thenComparing(suggestion -> suggestion.concept().standing())
                .thenComparingInt(suggestion -> suggestion.concept().label().length())
                .thenComparing(suggestion -> suggestion.concept().id());

        @Override
        public int compareTo(Suggestion other) {
            return NEAREST.compare(this, other);
        }
    }
}
