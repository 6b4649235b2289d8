package org.isopleth.analysis.design;

import java.util.ArrayList;
import java.util.List;

/// Pooled means and standard deviations (divisor n − 1) of a design's columns. Immutable, thread-safe.
///
/// @param patients n, over all sites
/// @param means the pooled means
/// @param deviations the pooled standard deviations
public record Standardisation(long patients, Vector means, Vector deviations) {

    /// A standard deviation below this share of the column's size is the rounding of a constant.
    private static final double CONSTANT = 1e-12;

    /// From the sums of the first two rounds.
    ///
    /// @param squares `Σ ((x − mean) / half)²` of each column
    public static Standardisation of(Design design, long patients, Vector means, Vector squares) {
        return new Standardisation(
                patients,
                means,
                Vector.generate(
                        design.size(),
                        j -> design.columns().get(j).range().half() * Math.sqrt(squares.get(j) / (patients - 1))));
    }

    /// The pooled mean of a column, from the sum of its coordinates.
    public static double mean(PublicRange range, double unitSum, long patients) {
        return range.middle() + range.half() * (unitSum / patients);
    }

    /// Whether a standard deviation is that of a column that does not vary.
    public static boolean isConstant(PublicRange range, double mean, double deviation) {
        return !(deviation > CONSTANT * Math.max(range.half(), Math.abs(mean)));
    }

    /// The names of the columns that do not vary.
    public List<String> constantColumns(Design design) {
        List<String> names = new ArrayList<>();
        for (int j = 0; j < design.size(); j++) {
            DesignColumn column = design.columns().get(j);
            if (isConstant(column.range(), means.get(j), deviations.get(j))) {
                names.add(column.name());
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
