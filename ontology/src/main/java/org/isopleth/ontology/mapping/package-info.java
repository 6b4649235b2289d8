/// How one local table becomes terms and units: the mapping document and what it does to each row.
///
/// A value that cannot be mapped is counted and listed, never dropped in silence. Open
/// [org.isopleth.ontology.mapping.MappingDocument] first, then
/// [org.isopleth.ontology.mapping.RowMapper]. Depends on the vocabulary, `unit` and `document`.
@NullMarked
package org.isopleth.ontology.mapping;

import org.jspecify.annotations.NullMarked;
