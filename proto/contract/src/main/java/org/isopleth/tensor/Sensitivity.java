package org.isopleth.tensor;

/// How far one patient can move a tensor, coming or going with all lesions and time points: what noise has to
/// hide. An analysis states it for each tensor it declares, and its at-site half clips to it. Immutable,
/// thread-safe.
///
/// @param tensor its declared name
/// @param length Δ, the Euclidean length of the largest part of one patient, in the tensor's own unit; finite,
///     above 0
/// @param roundings how many parts of one patient at most are rounded onto the grid within one element
public record Sensitivity(String tensor, double length, int roundings) {
    public Sensitivity {
        if (!(length > 0) || !Double.isFinite(length) || roundings < 1) {
            throw new IllegalArgumentException("tensor '" + tensor + "' needs a finite positive sensitivity");
        }
    }

    /// Of a tensor in which a patient has at most `elements` parts, none larger than `bound`: `bound · √elements`,
    /// rounded up.
    public static Sensitivity ofParts(String tensor, int elements, double bound) {
        // A square root and a product are each within half a unit in the last place.
        double length = bound * StrictMath.sqrt((double) elements);
        return new Sensitivity(tensor, Math.nextUp(Math.nextUp(length)), 1);
    }
}
