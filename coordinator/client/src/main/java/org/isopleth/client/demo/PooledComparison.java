package org.isopleth.client.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isopleth.canonical.Json;

/// The federated fit beside the pooled one.
///
/// @param results the study's result document
/// @param pooled the coefficients of the pooled fit
/// @param ledgers the five ledgers, verified
/// @param folder where the result documents are
/// @param seconds how long it took
record PooledComparison(Json.Obj results, List<Json.Obj> pooled, List<DemoLedger> ledgers, Path folder, double seconds)
        implements DemoOutcome {
    /// What "identical to the pooled analysis" means here: the acceptance of METHODS, equality class E0.
    private static final double TOLERANCE = 1e-10;

    PooledComparison {
        pooled = List.copyOf(pooled);
        ledgers = List.copyOf(ledgers);
    }

    private Json.Obj analysis() {
        return results.list("analyses").getFirst().asObject();
    }

    private List<Json.Obj> coefficients() {
        return analysis().object("result").list("coefficients").stream()
                .map(Json::asObject)
                .toList();
    }

    /// The largest difference of an estimate or standard error from the pooled fit.
    double difference() {
        double largest = 0;
        List<Json.Obj> federated = coefficients();
        if (federated.size() != pooled.size()) {
            return Double.POSITIVE_INFINITY;
        }
        for (int i = 0; i < pooled.size(); i++) {
            for (String number : List.of("estimate", "standardError")) {
                double gap =
                        Math.abs(federated.get(i).number(number) - pooled.get(i).number(number));
                largest = Math.max(largest, gap);
            }
        }
        return largest;
    }

    @Override
    public boolean holds() {
        return difference() <= TOLERANCE && ledgers.stream().allMatch(DemoLedger::verified);
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        Json.Obj result = analysis().object("result");
        lines.add("");
        lines.add(results.object("document").text("title"));
        lines.add(result.integer("patients") + " patients, " + result.integer("events") + " deaths, "
                + analysis().integer("rounds") + " rounds");
        lines.add(String.format(Locale.ROOT, "%-12s %20s %20s %20s", "", "federated", "pooled", "standard error"));
        List<Json.Obj> federated = coefficients();
        for (int i = 0; i < federated.size(); i++) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-12s %20.15f %20.15f %20.15f",
                    federated.get(i).text("name"),
                    federated.get(i).number("estimate"),
                    pooled.get(i).number("estimate"),
                    federated.get(i).number("standardError")));
        }
        lines.add(String.format(Locale.ROOT, "largest difference from the pooled fit: %.1e", difference()));
        lines.add("");
        lines.addAll(DemoLedger.lines(ledgers));
        lines.add("");
        lines.add("report   " + report());
        lines.add("verify   ./isopleth audit verify " + ledgers.getFirst().path());
        lines.add(String.format(Locale.ROOT, "%.1f seconds", seconds));
        return lines;
    }

    private Path report() {
        return folder.resolve("report.html");
    }

    @Override
    public Json.Obj json() {
        Json.Obj result = analysis().object("result");
        List<Json> coefficients = new ArrayList<>();
        coefficients()
                .forEach(c -> coefficients.add(Json.object()
                        .with("name", c.text("name"))
                        .with("estimate", c.number("estimate"))
                        .with("se", c.number("standardError"))
                        .build()));
        return Json.object()
                .with("sites", analysis().list("sites").size())
                .with("patients", result.integer("patients"))
                .with("rounds", analysis().integer("rounds"))
                .with("seconds", seconds)
                .with("coefficients", coefficients)
                .with("maxAbsDifferenceFromPooled", difference())
                .with("report", report().toString())
                .with("ledgers", DemoLedger.json(ledgers))
                .build();
    }
}
