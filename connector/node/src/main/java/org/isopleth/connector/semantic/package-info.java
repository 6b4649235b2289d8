/// A site's data as RDF: mapped rows become patients, diseases and values in the euroCAT pattern, with
/// where they came from.
///
/// One named graph holds one batch of one source and is replaced whole. Ontology, mappings and
/// provenance have graphs of their own; queries see the union of all. Nothing here leaves the
/// hospital. Open [org.isopleth.connector.semantic.SemanticStore] first, then
/// [org.isopleth.ontology.TermPattern] for the shape. Depends on Jena TDB2, `source` and the mapping.
@NullMarked
package org.isopleth.connector.semantic;

import org.jspecify.annotations.NullMarked;
