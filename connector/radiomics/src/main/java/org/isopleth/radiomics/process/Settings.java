package org.isopleth.radiomics.process;

import java.util.Optional;
import org.isopleth.radiomics.volume.Vector3;

/// How features are measured, in the order of IBSI's processing chain. Immutable, thread-safe.
///
/// @param dimension whether textures are looked at slice by slice or in space
/// @param resampling new voxels; without it the image stays as it is
/// @param rounding whether interpolated intensities are rounded to whole numbers, as CT's are
/// @param range intensities outside it leave the intensity mask
/// @param sigmas intensities farther than so many standard deviations, above 0, from the region's mean leave it
///     too
/// @param discretisation from intensities to grey levels
/// @param volumeHistogram how the intensity-volume histogram is discretised; without it every whole number is
///     an intensity
public record Settings(
        Dimension dimension,
        Optional<Resample> resampling,
        boolean rounding,
        Optional<Range> range,
        Optional<Double> sigmas,
        Discretisation discretisation,
        Optional<Discretisation> volumeHistogram) {

    /// @throws IllegalArgumentException when a number is out of its range
    public Settings {
        range = range.filter(Range::isBounded);
        if (sigmas.isPresent() && !(sigmas.get() > 0 && sigmas.get() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the number of standard deviations is above 0");
        }
    }

    /// How textures are looked at.
    public enum Dimension {
        /// Slice by slice: 2D and 2.5D aggregations.
        BY_SLICE("by-slice"),
        /// In space: 3D aggregations.
        IN_SPACE("in-space");

        private final String word;

        Dimension(String word) {
            this.word = word;
        }

        /// The word of a settings document.
        public String word() {
            return word;
        }
    }

    /// New voxels, from [#LEAST] to [#MOST] mm.
    ///
    /// @param column new distance of columns in mm
    /// @param row new distance of rows in mm
    /// @param slice new distance of slices in mm; absent keeps the slices as they are
    /// @param image how intensities are interpolated
    /// @param mask how the mask is interpolated
    public record Resample(double column, double row, Optional<Double> slice, Interpolation image, Interpolation mask) {
        /// Least spacing in mm: finer than any scanner, and a bound on how many voxels an image can become.
        public static final double LEAST = 0.01;

        /// Largest spacing in mm.
        public static final double MOST = 1000;

        /// @throws IllegalArgumentException when a spacing is out of its range
        public Resample {
            if (!isSpacing(column) || !isSpacing(row) || !isSpacing(slice.orElse(LEAST))) {
                throw new IllegalArgumentException("spacings are from " + LEAST + " to " + MOST + " mm");
            }
        }

        /// Whether voxels may be so far apart.
        public static boolean isSpacing(double mm) {
            return mm >= LEAST && mm <= MOST;
        }

        /// The new spacing of an image with slices at `oldSlice` mm.
        Vector3 spacing(double oldSlice) {
            return new Vector3(column, row, slice.orElse(oldSlice));
        }
    }
}
