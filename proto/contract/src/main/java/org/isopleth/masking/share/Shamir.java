package org.isopleth.masking.share;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Shamir's secret sharing over [FieldElement] (Communications of the ACM 22, 1979): the secret is the
/// value at 0 of a polynomial of degree t − 1, a share is its value at 1, 2, ... Stateless, thread-safe.
public final class Shamir {
    private Shamir() {}

    /// The shares at 1 to `count`.
    ///
    /// @param coefficients uniform, of the powers 1 to t − 1
    public static List<FieldElement> split(FieldElement secret, List<FieldElement> coefficients, int count) {
        List<FieldElement> shares = new ArrayList<>();
        for (int x = 1; x <= count; x++) {
            FieldElement at = new FieldElement(BigInteger.valueOf(x));
            FieldElement value = new FieldElement(BigInteger.ZERO);
            for (FieldElement coefficient : coefficients.reversed()) {
                value = value.plus(coefficient).times(at);
            }
            shares.add(value.plus(secret));
        }
        return List.copyOf(shares);
    }

    /// Lagrange's weights of the value at 0: `w_k = Π_{m≠k} x_m / (x_m − x_k)`. They depend on the places
    /// alone, so they are computed once for many secrets.
    ///
    /// @param places distinct, from 1
    public static List<FieldElement> weights(List<Integer> places) {
        List<FieldElement> weights = new ArrayList<>();
        for (int k : places) {
            BigInteger above = BigInteger.ONE;
            BigInteger below = BigInteger.ONE;
            for (int m : places) {
                if (m != k) {
                    above = above.multiply(BigInteger.valueOf(m)).mod(FieldElement.PRIME);
                    below = below.multiply(BigInteger.valueOf(m - k)).mod(FieldElement.PRIME);
                }
            }
            weights.add(new FieldElement(
                    above.multiply(below.modInverse(FieldElement.PRIME)).mod(FieldElement.PRIME)));
        }
        return List.copyOf(weights);
    }

    /// The secret from t shares and the weights of their places, in the same order.
    public static FieldElement join(List<FieldElement> weights, List<FieldElement> shares) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < weights.size(); i++) {
            sum = sum.add(weights.get(i).value().multiply(shares.get(i).value()));
        }
        return new FieldElement(sum.mod(FieldElement.PRIME));
    }
}
