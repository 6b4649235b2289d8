package org.isopleth.disclosure.noise;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.isopleth.disclosure.loss.PrivacyCost;
import org.isopleth.tensor.TensorDeclaration;

/// How much noise one tensor of a contribution gets. Immutable, thread-safe.
///
/// @param tensor its declared name
/// @param sensitivity Δ, how far one patient, coming or going with all lesions and time points, can move the
///     tensor (Euclidean length, in the tensor's own unit), as the analysis clips it; finite and positive
/// @param roundings how many parts of one patient at most are rounded onto the grid within one element, each as
///     often as its weight says; 1 where a patient is one part
/// @param cost what releasing the tensor may cost, above 0
public record TensorNoise(String tensor, double sensitivity, int roundings, PrivacyCost cost) {
    public TensorNoise {
        if (!(sensitivity > 0) || !Double.isFinite(sensitivity)) {
            throw new IllegalArgumentException("tensor '" + tensor + "' needs a finite positive sensitivity");
        }
        if (roundings < 1 || roundings > 1 << 24) {
            throw new IllegalArgumentException("a patient's parts of an element are from 1 to 2^24");
        }
        if (cost.steps() < 1) {
            throw new IllegalArgumentException("a tensor with noise costs more than nothing");
        }
    }

    /// The sensitivity of the whole numbers that leave, in grid steps of 2^-f, rounded up: `Δ · 2^f`, and for
    /// rounding each part at most half a step in each of m elements, `roundings · √m / 2`.
    BigInteger gridSensitivity(TensorDeclaration declaration) {
        BigInteger scale = BigInteger.ONE.shiftLeft(declaration.format().fractionBits());
        BigInteger exact = new BigDecimal(sensitivity)
                .multiply(new BigDecimal(scale))
                .setScale(0, RoundingMode.CEILING)
                .toBigIntegerExact();
        BigInteger elements = BigInteger.valueOf(declaration.length());
        BigInteger root = elements.subtract(BigInteger.ONE).sqrt().add(BigInteger.ONE);
        BigInteger halves = root.multiply(BigInteger.valueOf(roundings));
        return exact.add(halves.add(BigInteger.ONE).shiftRight(1));
    }
}
