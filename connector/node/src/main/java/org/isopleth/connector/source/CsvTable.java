package org.isopleth.connector.source;

import java.util.List;
import java.util.Optional;
import org.isopleth.ontology.mapping.TableSource;
import org.isopleth.ontology.table.CsvReader;
import org.isopleth.ontology.table.CsvRow;

/// A CSV file. Immutable, thread-safe.
final class CsvTable implements SourceTable {
    private final TableSource.Csv source;

    CsvTable(TableSource.Csv source) {
        this.source = source;
    }

    @Override
    public String name() {
        return source.file().toString();
    }

    @Override
    public SourceRows open() {
        CsvReader reader = CsvReader.open(source.file(), source.delimiter(), source.charset());
        return new SourceRows() {
            @Override
            public List<String> header() {
                return reader.header();
            }

            @Override
            public Optional<List<String>> next() {
                return reader.next().map(CsvRow::cells);
            }

            @Override
            public void close() {
                reader.close();
            }
        };
    }
}
