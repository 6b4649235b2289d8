package org.isopleth.radiomics.process;

/// Whose way of interpolating is followed. Immutable, thread-safe.
public enum Convention {
    /// IBSI's: grids share their centre, intensities are rounded to the nearest whole number, a half upwards (2.4).
    IBSI(GridAlignment.CENTRES) {
        @Override
        double whole(double intensity) {
            return Math.floor(intensity + 0.5);
        }
    },
    /// PyRadiomics': grids share their first corner; what is interpolated in an image of whole numbers loses its
    /// fraction, towards zero.
    PYRADIOMICS(GridAlignment.CORNERS) {
        @Override
        double whole(double intensity) {
            return intensity < 0 ? Math.ceil(intensity) : Math.floor(intensity);
        }
    };

    private final GridAlignment alignment;

    Convention(GridAlignment alignment) {
        this.alignment = alignment;
    }

    GridAlignment alignment() {
        return alignment;
    }

    /// The whole number that becomes of an intensity.
    abstract double whole(double intensity);
}
