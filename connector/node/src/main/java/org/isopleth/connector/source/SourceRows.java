package org.isopleth.connector.source;

import java.util.List;
import java.util.Optional;
import org.isopleth.ontology.table.TableException;

/// The rows of a table, one at a time; memory does not depend on their number. Not thread-safe.
public interface SourceRows extends AutoCloseable {

    /// The names of the columns.
    List<String> header();

    /// The next row, or nothing at the end. A cell without a value is the empty text, numbers are
    /// written with a decimal point, dates as `yyyy-MM-dd`, truth as `true` and `false`, unless the table
    /// holds them as text.
    ///
    /// @throws TableException in one line when the table is damaged or lost
    /// @throws SourceUnavailableException when it does not answer any more
    Optional<List<String>> next();

    @Override
    void close();
}
