package org.isopleth.radiomics.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What a case costs. Immutable, thread-safe.
///
/// @param families PyRadiomics' seven families by its names, CPU milliseconds
/// @param preparationCpuMs from the image and mask to grey levels, which the families share
/// @param further the features of IBSI that PyRadiomics has not, CPU milliseconds
/// @param peakMiB the most memory the whole process has had
/// @param voxels in the region
public record BenchResult(
        Map<String, Double> families,
        double preparationCpuMs,
        Map<String, Double> further,
        double peakMiB,
        int voxels) {
    public BenchResult {
        families = Collections.unmodifiableMap(new LinkedHashMap<>(families));
        further = Collections.unmodifiableMap(new LinkedHashMap<>(further));
    }

    /// The seven families and what they share, in CPU milliseconds.
    public double totalCpuMs() {
        return preparationCpuMs + sum(families);
    }

    /// The further features, in CPU milliseconds.
    public double furtherCpuMs() {
        return sum(further);
    }

    private static double sum(Map<String, Double> times) {
        return times.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /// `{"families":{NAME:cpuMs},"totalCpuMs":…,"peakMiB":…,"voxels":…}`, then what is beyond PyRadiomics.
    public String json() {
        return "{\"families\":" + json(families) + ",\"totalCpuMs\":" + number(totalCpuMs()) + ",\"peakMiB\":"
                + number(peakMiB) + ",\"voxels\":" + voxels + ",\"preparationCpuMs\":" + number(preparationCpuMs)
                + ",\"further\":" + json(further) + ",\"furtherCpuMs\":" + number(furtherCpuMs()) + "}";
    }

    private static String json(Map<String, Double> times) {
        return times.entrySet().stream()
                .map(time -> "\"" + time.getKey() + "\":" + number(time.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
