/// Tables as hospitals and scientists export them: CSV, read strictly and row by row.
///
/// Open [org.isopleth.ontology.table.CsvReader] first. Depends on the JDK only.
@NullMarked
package org.isopleth.ontology.table;

import org.jspecify.annotations.NullMarked;
