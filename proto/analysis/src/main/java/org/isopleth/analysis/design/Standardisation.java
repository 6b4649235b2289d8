package org.isopleth.analysis.design;

import java.util.ArrayList;
import java.util.List;

/// Pooled means and standard deviations (divisor n − 1) of a design's columns. Immutable, thread-safe.
///
/// @param patients n, over all sites
/// @param means the pooled means
/// @param deviations the pooled standard deviations
public record Standardisation(long patients, Vector means, Vector deviations) {

    /// From the sums of the first two rounds.
    ///
    /// @param parts the sum of the [Distances#part]s of each column
    public static Standardisation of(Design design, long patients, Vector means, Vector parts) {
        List<Distances> distances = distances(design, means, patients);
        return new Standardisation(
                patients,
                means,
                Vector.generate(design.size(), j -> distances.get(j).deviation(parts.get(j))));
    }

    /// The pooled mean of a column, from the sum of its coordinates.
    public static double mean(PublicRange range, double unitSum, long patients) {
        return Math.scalb(unitSum / patients, range.exponent());
    }

    /// The distances of each column from its pooled mean.
    public static List<Distances> distances(Design design, Vector means, long patients) {
        List<Distances> distances = new ArrayList<>();
        for (int j = 0; j < design.size(); j++) {
            distances.add(new Distances(design.columns().get(j).range(), means.get(j), patients));
        }
        return distances;
    }

    /// The names of the columns whose standard deviation says this of them.
    public List<String> columns(Design design, Distances.Finding finding) {
        List<Distances> distances = distances(design, means, patients);
        List<String> names = new ArrayList<>();
        for (int j = 0; j < design.size(); j++) {
            if (distances.get(j).finding(deviations.get(j)) == finding) {
                names.add(design.columns().get(j).name());
            }
        }
        return names;
    }

    /// Turns rows of raw values into standardised ones, `(x − mean) / deviation`, in place.
    public void apply(double[][] rows) {
        for (double[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (row[j] - means.get(j)) / deviations.get(j);
            }
        }
    }

    /// The largest absolute standardised value any row can have: limited by the public range, and by
    /// Samuelson's inequality `|x − mean| ≤ deviation (n − 1) / √n`, which holds for every sample.
    public double reach(PublicRange range, double mean, double deviation) {
        double samuelson = (patients - 1) / Math.sqrt((double) patients);
        // A little room for the rounding of mean, deviation and quotient.
        return 1.000001 * Math.min(range.reach(mean) / deviation, samuelson) + 1e-9;
    }

    /// [#reach] of each column.
    public Vector reaches(Design design) {
        return Vector.generate(
                design.size(), j -> reach(design.columns().get(j).range(), means.get(j), deviations.get(j)));
    }
}
