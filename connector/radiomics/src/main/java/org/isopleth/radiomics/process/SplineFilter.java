package org.isopleth.radiomics.process;

/// From values to the coefficients of the cubic B-spline through them, along one line, mirrored at both
/// ends (Unser, Aldroubi & Eden 1993, part II, eq. 2.5). Stateless, thread-safe.
final class SplineFilter {
    private static final double POLE = Math.sqrt(3) - 2;

    /// POLE⁴⁰ is below a double's precision.
    private static final int HORIZON = 40;

    private SplineFilter() {}

    /// Filters in place.
    static void filter(double[] line, int length) {
        if (length == 1) {
            return;
        }
        for (int k = 0; k < length; k++) {
            line[k] *= 6;
        }
        double power = 1;
        double sum = 0;
        for (int k = 0; k < HORIZON; k++) {
            sum += power * line[mirrored(k, length)];
            power *= POLE;
        }
        line[0] = sum;
        for (int k = 1; k < length; k++) {
            line[k] += POLE * line[k - 1];
        }
        line[length - 1] = POLE / (POLE * POLE - 1) * (line[length - 1] + POLE * line[length - 2]);
        for (int k = length - 2; k >= 0; k--) {
            line[k] = POLE * (line[k + 1] - line[k]);
        }
    }

    /// The place within a line that a place beyond its ends mirrors, the ends themselves not repeated.
    static int mirrored(int k, int length) {
        if (length == 1) {
            return 0;
        }
        int period = 2 * length - 2;
        int at = Math.floorMod(k, period);
        return at < length ? at : period - at;
    }
}
