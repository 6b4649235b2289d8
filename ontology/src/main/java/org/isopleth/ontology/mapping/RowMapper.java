package org.isopleth.ontology.mapping;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.ontology.document.DocumentException;
import org.isopleth.ontology.document.DocumentProblem;

/// Applies a mapping to the rows of one table and keeps account of every cell. Not thread-safe.
///
/// ```java
/// RowMapper mapper = RowMapper.bind(document, "clinic.csv", header);
/// for (List<String> cells : rows) {
///     store(mapper.map(cells));
/// }
/// MappingReport report = mapper.report();
/// ```
public final class RowMapper {
    private final MappingDocument document;
    private final int patientAt;
    private final List<int[]> inputsAt;
    private final List<ColumnTally> tallies;
    private final PatientTally patients = new PatientTally();
    private long rows;

    private RowMapper(MappingDocument document, int patientAt, List<int[]> inputsAt) {
        this.document = document;
        this.patientAt = patientAt;
        this.inputsAt = inputsAt;
        this.tallies = document.columns().stream().map(_ -> new ColumnTally()).toList();
    }

    /// Finds the mapping's columns in a table's heading.
    ///
    /// @param table the table's name, for messages
    /// @throws DocumentException naming every column the table does not have
    public static RowMapper bind(MappingDocument document, String table, List<String> header) {
        List<DocumentProblem> problems = new ArrayList<>();
        int patientAt = find(document.patient(), table, header, problems);
        List<int[]> inputsAt = new ArrayList<>();
        for (MappedColumn column : document.columns()) {
            inputsAt.add(column.inputs().stream()
                    .mapToInt(input -> find(input, table, header, problems))
                    .toArray());
        }
        if (!problems.isEmpty()) {
            throw new DocumentException(problems);
        }
        return new RowMapper(document, patientAt, inputsAt);
    }

    /// Maps the next row. A row without a patient key has no values and is counted.
    ///
    /// @param cells as many as the heading has; the empty text where SQL has NULL
    public MappedRow map(List<String> cells) {
        rows++;
        // Never folded or trimmed: two keys that differ are two patients.
        String patient = cells.get(patientAt);
        if (patient.isBlank()) {
            patients.addRowWithoutKey();
            return new MappedRow(rows, "", List.of());
        }
        patients.add(patient);
        List<MappedValue> values = new ArrayList<>();
        for (int i = 0; i < inputsAt.size(); i++) {
            List<String> inputs = new ArrayList<>();
            for (int at : inputsAt.get(i)) {
                inputs.add(cells.get(at));
            }
            CellOutcome outcome = CellMapper.map(document.columns().get(i), inputs);
            tallies.get(i).add(outcome, patient);
            if (outcome instanceof CellOutcome.Mapped(MappedValue value)) {
                values.add(value);
            }
        }
        return new MappedRow(rows, patient, values);
    }

    /// What became of all cells so far.
    public MappingReport report() {
        List<MappingReport.ColumnReport> columns = new ArrayList<>();
        for (int i = 0; i < tallies.size(); i++) {
            columns.add(tallies.get(i).report(document.columns().get(i)));
        }
        return new MappingReport(document.name(), rows, patients.patients(), patients.rowsWithoutKey(), columns);
    }

    private static int find(ColumnName column, String table, List<String> header, List<DocumentProblem> problems) {
        int at = header.indexOf(column.name());
        if (at < 0) {
            String columns =
                    header.size() <= 20 ? String.join(", ", header) : String.join(", ", header.subList(0, 20)) + ", …";
            problems.add(column.position()
                    .problem("column '" + column.name() + "' is not in " + table + "; its columns: " + columns));
        }
        return at;
    }
}
