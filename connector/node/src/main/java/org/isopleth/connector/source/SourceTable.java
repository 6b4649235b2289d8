package org.isopleth.connector.source;

import org.isopleth.ontology.mapping.TableSource;
import org.isopleth.ontology.table.TableException;

/// A local table that can be read as often as needed. Thread-safe; the rows it hands out are not.
public interface SourceTable {

    /// The table of a mapping document's declaration, with [SourcePatience#STANDARD].
    static SourceTable of(TableSource source) {
        return of(source, SourcePatience.STANDARD);
    }

    /// The table of a mapping document's declaration.
    static SourceTable of(TableSource source, SourcePatience patience) {
        return switch (source) {
            case TableSource.Csv csv -> new CsvTable(csv);
            case TableSource.Jdbc jdbc -> new JdbcTable(jdbc, patience);
        };
    }

    /// What messages call it: the file, or the database whose query it is.
    String name();

    /// Begins to read from the first row.
    ///
    /// @throws TableException in one line when the table cannot be reached or has no proper heading
    /// @throws SourceUnavailableException when it may be reached later
    SourceRows open();
}
