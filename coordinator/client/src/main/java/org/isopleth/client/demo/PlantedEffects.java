package org.isopleth.client.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.client.report.PlantedDocument;
import org.isopleth.radiomics.phantom.PlantedModel;

/// The estimated effects beside those that were planted in synthetic patients.
///
/// @param results the study's result document
/// @param ledgers the five ledgers, verified
/// @param folder where the result documents are
/// @param seconds how long it took
record PlantedEffects(Json.Obj results, List<DemoLedger> ledgers, Path folder, double seconds) implements DemoOutcome {
    /// What was planted, by covariate: log odds.
    private static final Map<String, Double> PLANTED = planted();

    PlantedEffects {
        ledgers = List.copyOf(ledgers);
    }

    private static Map<String, Double> planted() {
        Map<String, Double> planted = new LinkedHashMap<>();
        planted.put("age", PlantedModel.DEMO.perYear());
        planted.put("density", PlantedModel.DEMO.perHu());
        planted.put("entropy", PlantedModel.DEMO.perBit());
        return planted;
    }

    /// The analysis of the demo's study that estimates them.
    private static final String ANALYSIS = "recurrence";

    /// What was planted, for the report of the study of these results.
    static PlantedDocument document(Json.Obj results) {
        return new PlantedDocument(
                new Digest(results.text("study")),
                PLANTED.entrySet().stream()
                        .map(effect -> new PlantedDocument.PlantedEffect(ANALYSIS, effect.getKey(), effect.getValue()))
                        .toList());
    }

    private record Effect(String name, double estimate, double error, double low, double high) {
        double planted() {
            return PLANTED.getOrDefault(name, Double.NaN);
        }

        boolean covers() {
            return low <= planted() && planted() <= high;
        }
    }

    private Json.Obj analysis() {
        return results.list("analyses").getFirst().asObject();
    }

    private List<Effect> effects() {
        return analysis().object("result").list("coefficients").stream()
                .map(Json::asObject)
                .filter(c -> PLANTED.containsKey(c.text("name")))
                .map(c -> new Effect(
                        c.text("name"),
                        c.number("estimate"),
                        c.number("standardError"),
                        c.number("lower"),
                        c.number("upper")))
                .toList();
    }

    @Override
    public boolean holds() {
        List<Effect> effects = effects();
        return effects.size() == PLANTED.size()
                && effects.stream().allMatch(Effect::covers)
                && ledgers.stream().allMatch(DemoLedger::verified);
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        Json.Obj result = analysis().object("result");
        lines.add("");
        lines.add(results.object("document").text("title"));
        lines.add(result.integer("patients") + " synthetic patients of "
                + analysis().list("sites").size() + " hospitals, " + analysis().integer("rounds") + " rounds");
        lines.add(String.format(
                Locale.ROOT, "%-10s %10s %10s   %-24s", "log odds", "planted", "estimate", "95 % interval"));
        for (Effect effect : effects()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-10s %10.4f %10.4f   %.4f to %.4f%s",
                    effect.name(),
                    effect.planted(),
                    effect.estimate(),
                    effect.low(),
                    effect.high(),
                    effect.covers() ? "" : "   MISSES WHAT WAS PLANTED"));
        }
        lines.add("");
        lines.addAll(DemoLedger.lines(ledgers));
        lines.add("");
        lines.add("report   " + report());
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
        effects()
                .forEach(effect -> coefficients.add(Json.object()
                        .with("name", effect.name())
                        .with("planted", effect.planted())
                        .with("estimate", effect.estimate())
                        .with("se", effect.error())
                        .with("covered", effect.covers())
                        .build()));
        return Json.object()
                .with("synthetic", true)
                .with("sites", analysis().list("sites").size())
                .with("patients", result.integer("patients"))
                .with("rounds", analysis().integer("rounds"))
                .with("seconds", seconds)
                .with("coefficients", coefficients)
                .with("report", report().toString())
                .with("ledgers", DemoLedger.json(ledgers))
                .build();
    }
}
