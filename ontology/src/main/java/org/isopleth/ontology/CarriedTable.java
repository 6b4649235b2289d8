package org.isopleth.ontology;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.ontology.table.CsvReader;
import org.isopleth.ontology.table.CsvRow;

/// The tables carried with the program. Stateless, thread-safe.
final class CarriedTable {
    private CarriedTable() {}

    /// The rows below the heading.
    static List<List<String>> rows(String name) {
        InputStream in = CarriedTable.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException(name);
        }
        List<List<String>> rows = new ArrayList<>();
        try (CsvReader table = new CsvReader(name, in, ',', StandardCharsets.UTF_8)) {
            for (Optional<CsvRow> row = table.next(); row.isPresent(); row = table.next()) {
                rows.add(row.get().cells());
            }
        }
        return rows;
    }
}
