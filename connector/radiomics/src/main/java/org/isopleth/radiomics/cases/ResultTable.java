package org.isopleth.radiomics.cases;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.radiomics.Software;

/// The results of a run as files: the same bytes for the same results. Stateless, thread-safe.
///
/// Numbers are written with the fewest digits that read back as the same double; a feature that is not defined
/// for a region has an empty cell, in JSON `null`.
public final class ResultTable {
    private ResultTable() {}

    /// Gives every result to a visitor, always in the same order.
    @FunctionalInterface
    public interface Results {
        /// Visits all.
        void forEach(Consumer<CaseResult> visit);
    }

    /// One row for each case, region and feature.
    public static void writeLong(Results results, BufferedWriter out) throws IOException {
        row(out, List.of("case", "roi", "feature", "name", "aggregation", "value", "unit", "iri"));
        each(results, result -> {
            for (CaseResult.Region region : result.regions()) {
                for (CaseResult.Value value : region.values()) {
                    row(
                            out,
                            List.of(
                                    result.name(),
                                    region.roi(),
                                    value.feature(),
                                    value.name(),
                                    value.aggregation(),
                                    number(value.value()),
                                    value.unit(),
                                    value.iri()));
                }
            }
        });
    }

    /// One row for each case and region, one column for each feature and aggregation, such as
    /// `ACUI 3D, averaged`.
    public static void writeWide(Results results, BufferedWriter out) throws IOException {
        Set<String> columns = new LinkedHashSet<>();
        each(
                results,
                result -> result.regions()
                        .forEach(region -> region.values().forEach(value -> columns.add(column(value)))));
        List<String> heading = new ArrayList<>(List.of("case", "roi"));
        heading.addAll(columns);
        row(out, heading);
        each(results, result -> {
            for (CaseResult.Region region : result.regions()) {
                Map<String, String> cells = new HashMap<>();
                region.values().forEach(value -> cells.put(column(value), number(value.value())));
                List<String> row = new ArrayList<>(List.of(result.name(), region.roi()));
                columns.forEach(column -> row.add(cells.getOrDefault(column, "")));
                row(out, row);
            }
        });
    }

    private static String column(CaseResult.Value value) {
        return value.aggregation().equals("n/a") ? value.feature() : value.feature() + " " + value.aggregation();
    }

    /// The regions that were not measured.
    public static void writeFailures(Results results, BufferedWriter out) throws IOException {
        row(out, List.of("case", "roi", "reason"));
        each(results, result -> {
            for (CaseResult.Failure failure : result.failures()) {
                row(out, List.of(result.name(), failure.roi(), failure.reason()));
            }
        });
    }

    /// Everything: how it was measured, every case with its cautions, values and failures.
    ///
    /// @param how the settings in canonical form
    public static void writeJson(Results results, Measuring measuring, Json how, BufferedWriter out)
            throws IOException {
        out.write("{\"cases\":[");
        String[] separator = {"\n"};
        each(results, result -> {
            out.write(separator[0]);
            out.write(CanonicalJson.text(result.json()));
            separator[0] = ",\n";
        });
        out.write("\n],\n");
        members(measuring, how, out);
        out.write("}\n");
    }

    /// How the values of a CSV file were measured, and the cautions of its cases.
    ///
    /// @param how the settings in canonical form
    public static void writeProvenance(Results results, Measuring measuring, Json how, BufferedWriter out)
            throws IOException {
        out.write("{\"cautions\":{");
        String[] separator = {"\n"};
        Set<String> told = new LinkedHashSet<>();
        each(results, result -> {
            // The regions of one case may be listed as cases of the same name: they share its image.
            if (!result.cautions().isEmpty() && told.add(result.name())) {
                out.write(separator[0]);
                out.write(CanonicalJson.text(Json.of(result.name())) + ":"
                        + CanonicalJson.text(Json.ofTexts(result.cautions())));
                separator[0] = ",\n";
            }
        });
        out.write("\n},\n");
        members(measuring, how, out);
        out.write("}\n");
    }

    private static void members(Measuring measuring, Json how, BufferedWriter out) throws IOException {
        out.write("\"profile\":" + CanonicalJson.text(measuring.profile().json()) + ",\n");
        out.write("\"regionNames\":\"" + measuring.regions().names().digest().hex() + "\",\n");
        out.write("\"settings\":" + CanonicalJson.text(how) + ",\n");
        out.write("\"settingsDigest\":\"" + measuring.settingsDigest().hex() + "\",\n");
        out.write("\"software\":\"" + Software.VERSION + "\"");
        if (measuring.uptake().isPresent()) {
            out.write(",\n\"uptake\":\"" + measuring.uptake().get().word() + "\"");
        }
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? CanonicalJson.text(Json.of(value.getAsDouble())) : "";
    }

    private static void row(BufferedWriter out, List<String> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            out.write(i == 0 ? "" : ",");
            out.write(cell(cells.get(i)));
        }
        out.write("\n");
    }

    /// Quoted where RFC 4180 asks for it. Names come from people: a control character would end a row early.
    private static String cell(String text) {
        String line = text.codePoints()
                .map(point -> Character.isISOControl(point) ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        boolean plain = line.chars().noneMatch(c -> c == ',' || c == '"');
        return plain ? line : '"' + line.replace("\"", "\"\"") + '"';
    }

    @FunctionalInterface
    private interface Visit {
        void result(CaseResult result) throws IOException;
    }

    private static void each(Results results, Visit visit) throws IOException {
        try {
            results.forEach(result -> {
                try {
                    visit.result(result);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
