package org.isopleth.radiomics.shape;

import static org.isopleth.radiomics.feature.Feature.feature;

import java.util.List;
import java.util.function.Predicate;
import org.isopleth.radiomics.feature.Aggregation;
import org.isopleth.radiomics.feature.Feature;
import org.isopleth.radiomics.feature.Measurement;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Volume;

/// Morphology (IBSI 3.1, HCUG): size and form of the morphological mask, and how intensities lie in it.
/// Stateless, thread-safe.
///
/// V and A are volume and area of the mesh at 0.5, λ₁ ≥ λ₂ ≥ λ₃ the eigenvalues of the covariance of the
/// voxel centres.
public final class ShapeFeatures {
    static final List<Feature<Shape>> ALL = List.of(
            feature(
                    "RNU0",
                    "volume (mesh)",
                    "mm3",
                    "V = Σ_faces a·(b×c) / 6",
                    s -> s.surface().volume()),
            feature("YEKZ", "volume (voxel counting)", "mm3", "N_v times the volume of a voxel", s -> s.voxelVolume()),
            feature(
                    "C0JK",
                    "surface area (mesh)",
                    "mm2",
                    "A = Σ_faces |ab×ac| / 2",
                    s -> s.surface().area()),
            feature(
                    "2PR5",
                    "surface to volume ratio",
                    "mm-1",
                    "A / V",
                    s -> s.surface().area() / s.surface().volume()),
            feature(
                    "SKGS",
                    "compactness 1",
                    "1",
                    "V / (√π A^(3/2))",
                    s -> s.surface().volume()
                            / (Math.sqrt(Math.PI) * StrictMath.pow(s.surface().area(), 1.5))),
            feature("BQWJ", "compactness 2", "1", "36 π V² / A³", s -> 1 / s.inverseCompactness()),
            feature(
                    "KRCK",
                    "spherical disproportion",
                    "1",
                    "A / (36 π V²)^(1/3)",
                    s -> StrictMath.cbrt(s.inverseCompactness())),
            feature("QCFX", "sphericity", "1", "(36 π V²)^(1/3) / A", s -> 1 / StrictMath.cbrt(s.inverseCompactness())),
            feature(
                    "25C7",
                    "asphericity",
                    "1",
                    "(A³ / (36 π V²))^(1/3) − 1",
                    s -> StrictMath.cbrt(s.inverseCompactness()) - 1),
            feature(
                            "KLMA",
                            "centre of mass shift",
                            "mm",
                            "distance of the mean voxel centre from the intensity-weighted one",
                            (Shape s) -> s.massShift())
                    .degenerate("not defined where the intensities add up to 0"),
            feature(
                    "L0JK",
                    "maximum 3D diameter",
                    "mm",
                    "largest distance of two vertices of the mesh",
                    s -> s.hull().diameter()),
            feature(
                    "TDIC",
                    "major axis length",
                    "mm",
                    "4 √λ₁",
                    s -> PrincipalAxes.length(s.axes().largest())),
            feature(
                    "P9VJ",
                    "minor axis length",
                    "mm",
                    "4 √λ₂",
                    s -> PrincipalAxes.length(s.axes().middle())),
            feature(
                    "7J51",
                    "least axis length",
                    "mm",
                    "4 √λ₃",
                    s -> PrincipalAxes.length(s.axes().least())),
            feature(
                            "Q3CK",
                            "elongation",
                            "1",
                            "√(λ₂/λ₁)",
                            (Shape s) -> PrincipalAxes.ratio(
                                    s.axes().middle(), s.axes().largest()))
                    .degenerate("1 where there is one voxel"),
            feature(
                            "N17B",
                            "flatness",
                            "1",
                            "√(λ₃/λ₁)",
                            (Shape s) -> PrincipalAxes.ratio(
                                    s.axes().least(), s.axes().largest()))
                    .degenerate("1 where there is one voxel"),
            feature(
                    "PBX1",
                    "volume density (axis-aligned bounding box)",
                    "1",
                    "V / volume of the box",
                    s -> s.surface().volume() / s.boxVolume()),
            feature(
                    "R59B",
                    "area density (axis-aligned bounding box)",
                    "1",
                    "A / area of the box",
                    s -> s.surface().area() / s.boxArea()),
            feature(
                    "ZH1A",
                    "volume density (oriented minimum bounding box)",
                    "1",
                    "V / volume of the box",
                    s -> s.surface().volume() / s.oriented().volume()),
            feature(
                    "IQYR",
                    "area density (oriented minimum bounding box)",
                    "1",
                    "A / area of the box",
                    s -> s.surface().area() / s.oriented().area()),
            feature(
                            "6BDE",
                            "volume density (approximate enclosing ellipsoid)",
                            "1",
                            "3 V / (4 π a b c), a = 2 √λ₁ …",
                            (Shape s) -> s.approximate().c() > 0
                                    ? s.surface().volume() / s.approximate().volume()
                                    : Double.NaN)
                    .degenerate("not defined where all voxels lie in one plane"),
            feature(
                            "RDD2",
                            "area density (approximate enclosing ellipsoid)",
                            "1",
                            "A / area of the ellipsoid, by a Legendre series to order 20",
                            (Shape s) -> s.approximate().b() > 0
                                    ? s.surface().area() / s.approximate().area()
                                    : Double.NaN)
                    .degenerate("not defined where all voxels lie in one line"),
            feature(
                    "SWZ1",
                    "volume density (minimum volume enclosing ellipsoid)",
                    "1",
                    "V / volume of the ellipsoid",
                    s -> s.surface().volume() / s.smallest().volume()),
            feature(
                    "BRI8",
                    "area density (minimum volume enclosing ellipsoid)",
                    "1",
                    "A / area of the ellipsoid",
                    s -> s.surface().area() / s.smallest().area()),
            feature(
                    "R3ER",
                    "volume density (convex hull)",
                    "1",
                    "V / volume of the hull of the mesh",
                    s -> s.surface().volume() / s.hull().volume()),
            feature(
                    "7T7F",
                    "area density (convex hull)",
                    "1",
                    "A / area of the hull of the mesh",
                    s -> s.surface().area() / s.hull().area()),
            feature(
                    "99N0",
                    "integrated intensity",
                    "[i].mm3",
                    "mean intensity times V",
                    s -> s.meanIntensity() * s.surface().volume()),
            feature(
                            "N365",
                            "Moran's I index",
                            "1",
                            "N/W ΣΣ w (x_i−µ)(x_j−µ) / Σ (x−µ)², w = 1/distance",
                            (Shape s) -> s.autocorrelation().moran())
                    .degenerate("not defined where all intensities are equal"),
            feature(
                            "NPT7",
                            "Geary's C measure",
                            "1",
                            "(N−1)/(2W) ΣΣ w (x_i−x_j)² / Σ (x−µ)²",
                            (Shape s) -> s.autocorrelation().geary())
                    .degenerate("not defined where all intensities are equal"));

    private ShapeFeatures() {}

    /// Every feature of the family.
    public static List<Feature<?>> features() {
        return List.copyOf(ALL);
    }

    /// Measures a region.
    ///
    /// @param image the intensities
    /// @param morphological the region's form, on the grid of the image; at least one voxel
    /// @param intensities the voxels whose intensities count, on the same grid; at least one voxel
    public static List<Measurement> measure(Volume image, Mask morphological, Mask intensities) {
        return measure(image, morphological, intensities, feature -> true);
    }

    /// Measures the features that are wanted; what only others need is not computed.
    ///
    /// @param wanted which features
    public static List<Measurement> measure(
            Volume image, Mask morphological, Mask intensities, Predicate<Feature<?>> wanted) {
        Shape shape = new Shape(image, morphological, intensities);
        return ALL.stream()
                .filter(wanted)
                .map(feature -> new Measurement(
                        feature, Aggregation.NONE, feature.value().applyAsDouble(shape)))
                .toList();
    }
}
