package org.isopleth.analysis.reference;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.site.SiteId;
import org.junit.jupiter.api.Assumptions;

/// Reads one of the clinical reference data sets: a table per centre and the answers of other software.
///
/// @param folder the data set
public record ReferenceData(Path folder) {

    /// The agreement asked for: `|a − b| ≤ 1e-8 · max(1, |b|)`.
    private static final double TOLERANCE = 1e-8;

    /// The data set of this name; skips the test by name when it is not there.
    public static ReferenceData of(String name) {
        Path folder = Path.of(System.getProperty("isopleth.root")).resolve("../shared/data/clinical/" + name);
        Assumptions.assumeTrue(
                Files.isDirectory(folder), "../shared is absent: the references of " + name + " were not checked");
        return new ReferenceData(folder);
    }

    /// The answers.
    public Json.Obj answers() {
        try {
            return CanonicalJson.parse(Files.readAllBytes(folder.resolve("reference/reference.json")))
                    .asObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The numbers of the named columns, one table per centre; an empty cell is missing.
    public Map<SiteId, AnalysisTable> centres(String... columns) {
        try (var files = Files.list(folder)) {
            Map<SiteId, AnalysisTable> tables = new TreeMap<>();
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith("centre_") && name.endsWith(".csv")) {
                    SiteId site = new SiteId(name.substring("centre_".length(), name.length() - ".csv".length()));
                    tables.put(site, table(file, List.of(columns)));
                }
            }
            return tables;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All centres' patients as one site.
    public static Map<SiteId, AnalysisTable> pooled(Map<SiteId, AnalysisTable> tables) {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        int rows = 0;
        for (AnalysisTable table : tables.values()) {
            rows += table.rows();
            for (Column column : table.columns()) {
                List<Double> all = values.computeIfAbsent(column.name(), _ -> new ArrayList<>());
                for (int row = 0; row < table.rows(); row++) {
                    all.add(((Column.Numeric) column).value(row));
                }
            }
        }
        return Map.of(new SiteId("pooled"), numbers(rows, values));
    }

    private static AnalysisTable table(Path file, List<String> columns) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> header = cells(lines.getFirst());
        Map<String, List<Double>> values = new LinkedHashMap<>();
        for (String column : columns) {
            int at = header.indexOf(column);
            assertTrue(at >= 0, column + " is a column of " + file.getFileName());
            values.put(
                    column,
                    lines.stream()
                            .skip(1)
                            .map(line -> cells(line).get(at))
                            .map(cell -> cell.isEmpty() || cell.equals("NA") ? Double.NaN : Double.parseDouble(cell))
                            .toList());
        }
        return numbers(lines.size() - 1, values);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1))
                .map(cell -> cell.replace("\"", ""))
                .toList();
    }

    private static AnalysisTable numbers(int rows, Map<String, List<Double>> values) {
        return new AnalysisTable(
                rows,
                values.entrySet().stream()
                        .map(column -> new Column.Numeric(
                                column.getKey(),
                                column.getValue().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .toArray()))
                        .toList());
    }

    /// Asserts the agreement asked for.
    public static void assertAgrees(double expected, double actual, String what) {
        assertTrue(
                Math.abs(actual - expected) <= TOLERANCE * Math.max(1, Math.abs(expected)),
                () -> what + ": expected " + expected + " but was " + actual);
    }

    /// Asserts that a result's coefficients have the reference's names and this member's values.
    public static void assertCoefficients(Json.Obj expected, Json.Obj result, String member) {
        Map<String, Double> actual = new LinkedHashMap<>();
        for (Json coefficient : result.list("coefficients")) {
            actual.put(
                    coefficient.asObject().text("name"), coefficient.asObject().number(member));
        }
        assertTrue(actual.keySet().equals(expected.members().keySet()), "the same coefficients");
        actual.forEach((name, value) -> assertAgrees(expected.number(name), value, member + " of " + name));
    }
}
