package org.isopleth.ontology;

import java.util.List;
import org.isopleth.term.Term;
import org.isopleth.term.TermId;

/// A concept as its ontology describes it. Immutable, thread-safe.
///
/// @param term code and label
/// @param parents the concepts it is directly a kind of, or the properties it specialises
/// @param standing how the concept is known
public record Concept(Term term, List<TermId> parents, Standing standing) {
    public Concept {
        parents = List.copyOf(parents);
    }

    /// The concept's code.
    public TermId id() {
        return term.id();
    }

    /// The concept's label, for people.
    public String label() {
        return term.label();
    }

    /// How a concept is known.
    public enum Standing {
        /// A class whose label was read in a terminology or ontology file.
        VERIFIED,
        /// A class whose code was seen in use only; its label may differ from the ontology's.
        IN_USE,
        /// A class that is there because others are kinds of it.
        ANCESTOR,
        /// A relation between things, not a thing.
        PROPERTY
    }
}
