/// Where a hospital's tables are: CSV files and databases, read only.
///
/// Open [org.isopleth.connector.source.SourceTable] first. Depends on the mapping document, which
/// declares a source, and on JDBC.
@NullMarked
package org.isopleth.connector.source;

import org.jspecify.annotations.NullMarked;
