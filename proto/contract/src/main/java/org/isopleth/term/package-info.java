/// Concepts of an ontology, by which variables and values are known everywhere.
///
/// Open [org.isopleth.term.TermId] first. Depends on the JDK only.
@NullMarked
package org.isopleth.term;

import org.jspecify.annotations.NullMarked;
