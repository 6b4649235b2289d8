package org.isopleth.client.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isopleth.canonical.Json;

/// What a benchmark of rounds found. Immutable, thread-safe.
///
/// @param plan what was measured
/// @param seconds of each counted round, in their order
/// @param serverCpu what the coordinator computed in all of them together
/// @param serverPeakMib the most memory the coordinator ever held; 0 where the machine does not say
/// @param split where the processors' time of one round went, over all programs
record RoundsMeasured(
        RoundsPlan plan, List<Double> seconds, Duration serverCpu, double serverPeakMib, RoundSplit split) {
    RoundsMeasured {
        seconds = List.copyOf(seconds);
    }

    double medianSeconds() {
        List<Double> sorted = seconds.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /// Of one round.
    double serverCpuSeconds() {
        return serverCpu.toNanos() / 1e9 / seconds.size();
    }

    /// For people.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%d sites x %d values, %s%s: median %.3f s a round (least %.3f, most %.3f, of %d)",
                plan.sites(),
                plan.length(),
                plan.profile(),
                plan.masked() ? ", masked" : "",
                medianSeconds(),
                seconds.stream().mapToDouble(each -> each).min().orElse(0),
                seconds.stream().mapToDouble(each -> each).max().orElse(0),
                seconds.size()));
        lines.add(String.format(
                Locale.ROOT,
                "coordinator: %.3f s of processor a round, at most %.0f MiB of memory",
                serverCpuSeconds(),
                serverPeakMib));
        lines.add("seconds of processor a round, by what for; waiting for the disk apart:");
        for (String part : RoundSplit.PARTS) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-12s coordinator %7.3f   all sites %7.3f",
                    part,
                    split.coordinator().getOrDefault(part, 0.0),
                    split.sites().getOrDefault(part, 0.0)));
        }
        return lines;
    }

    /// For machines.
    Json.Obj json() {
        return Json.object()
                .with("bench", "rounds")
                .with("sites", plan.sites())
                .with("length", plan.length())
                .with("profile", plan.profile())
                .with("masked", plan.masked())
                .with("warmUp", plan.warmUp())
                .with("rounds", seconds.size())
                .with("medianSeconds", medianSeconds())
                .with(
                        "seconds",
                        Json.ofNumbers(
                                seconds.stream().mapToDouble(each -> each).toArray()))
                .with("serverCpuSeconds", serverCpuSeconds())
                .with("serverPeakMiB", serverPeakMib)
                .with(
                        "splitCpuSeconds",
                        Json.object()
                                .with("coordinator", json(split.coordinator()))
                                .with("sites", json(split.sites()))
                                .build())
                .build();
    }

    private static Json json(Map<String, Double> parts) {
        Json.Builder out = Json.object();
        parts.forEach(out::with);
        return out.build();
    }
}
