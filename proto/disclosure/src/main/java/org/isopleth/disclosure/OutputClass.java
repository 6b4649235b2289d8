package org.isopleth.disclosure;

/// What a number that becomes readable rests on. Under `sum-only` every output is a sum; under `site-level`
/// the numbers of one site are a class of output that a permit says in words.
public enum OutputClass {
    /// The patients of several sites.
    SUM,
    /// The patients of one site alone: a level, class or event nobody else has.
    ONE_CONTRIBUTOR
}
