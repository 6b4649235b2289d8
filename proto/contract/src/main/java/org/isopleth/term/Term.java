package org.isopleth.term;

/// A concept with the label its ontology version gives it. Immutable, thread-safe.
///
/// @param id the concept
/// @param label the preferred label, for people; never used for matching
public record Term(TermId id, String label) {}
