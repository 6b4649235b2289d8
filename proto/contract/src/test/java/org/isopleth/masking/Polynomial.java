package org.isopleth.masking;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.isopleth.masking.share.FieldElement;

/// The polynomial through given points, by Newton's divided differences: a second opinion on shares.
final class Polynomial {
    private static final BigInteger P = FieldElement.PRIME;

    private Polynomial() {}

    /// The coefficients of the powers 1 and up of the polynomial with this value at 0 and these at 1, 2, ...
    static List<FieldElement> coefficients(FieldElement atZero, List<FieldElement> values) {
        List<BigInteger> difference = new ArrayList<>(List.of(atZero.value()));
        values.forEach(value -> difference.add(value.value()));
        int degree = values.size();
        for (int order = 1; order <= degree; order++) {
            for (int i = degree; i >= order; i--) {
                BigInteger run = BigInteger.valueOf(order).modInverse(P);
                difference.set(
                        i,
                        difference
                                .get(i)
                                .subtract(difference.get(i - 1))
                                .multiply(run)
                                .mod(P));
            }
        }
        // Horner from Newton's form to powers: multiply by (x - i), add the next difference.
        List<BigInteger> powers = new ArrayList<>(Collections.nCopies(degree + 1, BigInteger.ZERO));
        for (int i = degree; i >= 0; i--) {
            for (int power = degree; power >= 0; power--) {
                BigInteger below = power == 0 ? difference.get(i) : powers.get(power - 1);
                powers.set(
                        power,
                        below.subtract(powers.get(power).multiply(BigInteger.valueOf(i)))
                                .mod(P));
            }
        }
        return powers.subList(1, degree + 1).stream().map(FieldElement::new).toList();
    }
}
