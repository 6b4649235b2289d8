package org.isopleth.connector.cohort;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.connector.secret.SiteSecret;

/// By which the patients of two cohorts are told to be the same: a number for each, drawn from its pseudonym under a
/// key of the site. Frozen with the cohort, and of no use to anybody without the key. Stateless, thread-safe.
///
/// 53 bits, as many as a column of numbers holds: with 100,000 patients two of them share one with a probability
/// below 10⁻⁶.
public final class RowKeys {
    /// The use of the key, as [SiteSecret#key] names it.
    public static final String LABEL = "isopleth row set 1";

    /// The column. No variable of a study has a space in its name.
    static final String COLUMN = "patient key";

    private RowKeys() {}

    /// The table with the column.
    ///
    /// @param patients pseudonyms, in the order of the rows
    public static AnalysisTable added(AnalysisTable table, SecretKey key, List<String> patients) {
        if (patients.size() != table.rows()) {
            throw new IllegalArgumentException("every row is of one patient");
        }
        double[] keys = patients.stream()
                .mapToDouble(patient -> ByteBuffer.wrap(SiteSecret.hmac(key, patient.getBytes(StandardCharsets.UTF_8)))
                                .getLong()
                        >>> 11)
                .toArray();
        List<Column> columns = new ArrayList<>(table.columns());
        columns.add(new Column.Numeric(COLUMN, keys));
        return new AnalysisTable(table.rows(), columns);
    }

    /// The keys of a table's rows; empty when it was frozen without them, by a release before 0.2.
    public static Optional<long[]> of(AnalysisTable table) {
        if (!table.has(COLUMN) || !(table.column(COLUMN) instanceof Column.Numeric keys)) {
            return Optional.empty();
        }
        long[] read = new long[keys.rows()];
        for (int row = 0; row < read.length; row++) {
            read[row] = (long) keys.value(row);
        }
        return Optional.of(read);
    }
}
