package org.isopleth.radiomics.conformance;

import java.math.BigDecimal;
import java.math.MathContext;

/// A value on which the teams of IBSI agreed. Immutable, thread-safe.
///
/// @param feature the feature's id, such as `GYBY` or `BC2M-10`
/// @param aggregation the aggregation's word
/// @param value to three significant figures
/// @param tolerance how far a conformant value may be
/// @param consensus how many teams agreed: `moderate`, `strong` or `very strong`
public record ReferenceValue(String feature, String aggregation, double value, double tolerance, String consensus) {
    /// What rounding of decimal fractions may add: 0.864 is within 0.005 of 0.869.
    private static final double ROUNDING = 1e-9;

    private static final MathContext FIGURES = new MathContext(3);

    /// Whether a measured value is within the tolerance, or, where that is 0, the value to three figures.
    public boolean isMetBy(double measured) {
        if (Double.isNaN(measured) || Double.isInfinite(measured)) {
            return false;
        }
        double compared = tolerance > 0
                ? measured
                : new BigDecimal(measured).round(FIGURES).doubleValue();
        return Math.abs(compared - value) <= tolerance + ROUNDING * Math.max(1, Math.abs(value));
    }
}
