package org.isopleth.client.simulation;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.isopleth.client.CommandFailure;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.ontology.table.CsvReader;
import org.isopleth.ontology.table.CsvRow;
import org.isopleth.ontology.table.TableException;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;

/// The table of one simulated hospital: a CSV file with a header, one line per patient, and a column
/// for each variable of the study by its name; other columns are ignored. Immutable, thread-safe.
///
/// A cell is missing when it is empty or `NA`. Numbers have a decimal point; a value's name is spelled
/// as the study spells it. Messages name the line and the variable, never the value.
///
/// @param path the file
public record SiteFile(Path path) {
    private static final Pattern NUMBER = Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,3})?");

    /// Reads the study's variables.
    ///
    /// @throws CommandFailure when the file cannot be read, a column is missing, or a cell is no value of
    ///     its variable
    public AnalysisTable read(Study study) {
        List<CsvRow> patients = new ArrayList<>();
        List<String> header = rows(patients);
        List<String> failures = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (Variable variable : study.variables()) {
            int index = header.indexOf(variable.name());
            if (index < 0) {
                failures.add(missing(variable, header));
            } else {
                columns.add(column(variable, index, patients, failures));
            }
        }
        if (!failures.isEmpty()) {
            throw new CommandFailure(failures);
        }
        return new AnalysisTable(patients.size(), columns);
    }

    /// Adds every row but the header to `patients`.
    ///
    /// @return the header
    private List<String> rows(List<CsvRow> patients) {
        try (CsvReader reader = CsvReader.open(path, ',', StandardCharsets.UTF_8)) {
            if (reader.header().size() == 1 && reader.header().getFirst().contains(";")) {
                throw new CommandFailure(
                        path + ":1",
                        "the columns are separated by semicolons; save the table with commas and decimal points");
            }
            for (Optional<CsvRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                patients.add(row.get());
            }
            return stripped(reader.header());
        } catch (TableException e) {
            throw new CommandFailure(List.of(String.valueOf(e.getMessage())));
        }
    }

    /// Two names that differ in blanks only are one name here, and one of the columns would be read unseen.
    private List<String> stripped(List<String> header) {
        List<String> names = header.stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new CommandFailure(path + ":1", "column name '" + name + "' appears twice; rename one");
            }
        }
        return names;
    }

    private String missing(Variable variable, List<String> header) {
        String similar = header.stream()
                .filter(name -> name.equalsIgnoreCase(variable.name()))
                .map(name -> "; there is '" + name + "', but names are compared letter by letter")
                .collect(Collectors.joining());
        return path + ": column '" + variable.name() + "' is missing"
                + (similar.isEmpty() ? "; add it or take the variable out of the study" : similar);
    }

    private Column column(Variable variable, int index, List<CsvRow> patients, List<String> failures) {
        return switch (variable) {
            case Variable.Numeric numeric -> numbers(numeric, index, patients, failures);
            case Variable.Categorical categorical -> levels(categorical, index, patients, failures);
        };
    }

    private Column numbers(Variable.Numeric variable, int index, List<CsvRow> patients, List<String> failures) {
        double[] values = new double[patients.size()];
        Slips slips = new Slips(variable.name());
        for (int row = 0; row < values.length; row++) {
            String cell = patients.get(row).cells().get(index).strip();
            double value = isMissing(cell) ? Double.NaN : number(cell);
            if (!isMissing(cell) && Double.isNaN(value)) {
                slips.add(patients.get(row), "is not a number; write it with a decimal point, or leave it empty");
            } else if (value < variable.minimum() || value > variable.maximum()) {
                slips.add(
                        patients.get(row),
                        "is outside its range [" + plain(variable.minimum()) + ", " + plain(variable.maximum())
                                + "]; correct the value, its unit or the study's range");
            } else {
                values[row] = value;
            }
        }
        slips.tell(failures);
        return new Column.Numeric(variable.name(), values);
    }

    private Column levels(Variable.Categorical variable, int index, List<CsvRow> patients, List<String> failures) {
        int[] codes = new int[patients.size()];
        Slips slips = new Slips(variable.name());
        for (int row = 0; row < codes.length; row++) {
            String cell = patients.get(row).cells().get(index).strip();
            codes[row] = variable.levelNames().indexOf(cell);
            if (codes[row] < 0 && !isMissing(cell)) {
                slips.add(
                        patients.get(row),
                        "has a value the study does not know; it knows " + String.join(", ", variable.levelNames()));
            }
        }
        slips.tell(failures);
        return new Column.Categorical(variable.name(), variable.levelNames(), codes);
    }

    /// Cells of one variable that are no values of it: the first is told, the others are counted, so
    /// that a column in the wrong unit is one line and not a thousand.
    private final class Slips {
        private final String variable;
        private String first = "";
        private int count;

        private Slips(String variable) {
            this.variable = variable;
        }

        private void add(CsvRow row, String problem) {
            if (count++ == 0) {
                first = path + ":" + row.line() + ": variable '" + variable + "' " + problem;
            }
        }

        private void tell(List<String> failures) {
            if (count > 0) {
                failures.add(count == 1 ? first : first + " (and on " + (count - 1) + " more lines)");
            }
        }
    }

    private static boolean isMissing(String cell) {
        return cell.isEmpty() || cell.equals("NA");
    }

    /// The number, or NaN when the cell is none.
    private static double number(String cell) {
        return cell.length() <= 60 && NUMBER.matcher(cell).matches() ? Double.parseDouble(cell) : Double.NaN;
    }

    private static String plain(double limit) {
        return limit == Math.rint(limit) && Math.abs(limit) < 1e15
                ? Long.toString((long) limit)
                : Double.toString(limit);
    }
}
