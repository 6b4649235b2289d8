package org.isopleth.disclosure.leak;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The training rows of FLamby's Fed-TCGA-BRCA: 866 patients of six regions, 39 columns, exact days.
///
/// @param columns every column by name, the 39 covariates, `E` and `T` among them
/// @param covariates the names of the 39
/// @param regions the region of each patient
@SuppressWarnings("ArrayRecordComponent") // never compared
record BreastCancer(Map<String, double[]> columns, List<String> covariates, int[] regions) {

    /// Reads it; the test is skipped by name where it is absent.
    static BreastCancer read() throws IOException {
        Path folder = Path.of(System.getProperty("isopleth.root", ".")).resolve("../shared/data/clinical/tcga_brca");
        assumeTrue(Files.isDirectory(folder), "../shared is absent: the attack on TCGA-BRCA was not run");
        List<String> header = List.of(
                Files.readAllLines(folder.resolve("centre_0.csv")).getFirst().split(","));
        int fold = header.indexOf("fold");
        int event = header.indexOf("E");
        List<String[]> rows = new ArrayList<>();
        for (int region = 0; region < 6; region++) {
            for (String line : Files.readAllLines(folder.resolve("centre_" + region + ".csv"))) {
                String[] cells = line.split(",", -1);
                if (cells[fold].equals("train")) {
                    rows.add(cells);
                }
            }
        }
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (int j = fold + 1; j < header.size(); j++) {
            int column = j;
            columns.put(
                    header.get(j),
                    rows.stream()
                            .mapToDouble(row -> Double.parseDouble(row[column]))
                            .toArray());
        }
        int centre = header.indexOf("centre");
        return new BreastCancer(
                columns,
                header.subList(fold + 1, event),
                rows.stream().mapToInt(row -> Integer.parseInt(row[centre])).toArray());
    }

    int patients() {
        return regions.length;
    }

    double[] column(String name) {
        return Arrays.copyOf(columns.getOrDefault(name, new double[0]), patients());
    }

    /// The times at which somebody has the event, ascending.
    double[] eventTimes() {
        double[] times = column("T");
        double[] events = column("E");
        return IntStream.range(0, patients())
                .filter(row -> events[row] == 1)
                .mapToDouble(row -> times[row])
                .distinct()
                .sorted()
                .toArray();
    }

    /// Who is followed at least until then.
    BitSet atRisk(double time) {
        double[] times = column("T");
        BitSet atRisk = new BitSet();
        for (int row = 0; row < times.length; row++) {
            atRisk.set(row, times[row] >= time);
        }
        return atRisk;
    }

    /// The patients of one region alone.
    BreastCancer region(int region) {
        int[] rows = IntStream.range(0, patients())
                .filter(row -> regions[row] == region)
                .toArray();
        Map<String, double[]> selected = new LinkedHashMap<>();
        columns.forEach((name, values) -> selected.put(
                name, Arrays.stream(rows).mapToDouble(row -> values[row]).toArray()));
        return new BreastCancer(
                selected,
                covariates,
                Arrays.stream(rows).map(row -> regions[row]).toArray());
    }
}
