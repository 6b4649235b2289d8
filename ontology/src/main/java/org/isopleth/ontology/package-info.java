/// Concepts with source and version: what a code means, what it is a kind of, and how it is written
/// in RDF.
///
/// Open [org.isopleth.ontology.Vocabulary] first. Depends on `term` and `unit`.
@NullMarked
package org.isopleth.ontology;

import org.jspecify.annotations.NullMarked;
