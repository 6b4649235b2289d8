package org.isopleth.radiomics.pyradiomics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isopleth.radiomics.feature.Aggregation;
import org.isopleth.radiomics.feature.Measurement;

/// PyRadiomics' names for features that IBSI has too, by IBSI's code. Immutable, thread-safe.
///
/// @param family as in `original_glcm_Contrast`
/// @param aggregation which of IBSI's it uses
/// @param nameOf name by code
record FeatureNames(String family, Aggregation aggregation, Map<String, String> nameOf) {

    static final FeatureNames SHAPE = of("shape", Aggregation.NONE, """
        RNU0 MeshVolume, YEKZ VoxelVolume, C0JK SurfaceArea, 2PR5 SurfaceVolumeRatio, QCFX Sphericity,
        L0JK Maximum3DDiameter, TDIC MajorAxisLength, P9VJ MinorAxisLength, 7J51 LeastAxisLength,
        Q3CK Elongation, N17B Flatness\
        """);

    static final FeatureNames STATISTICS = of("firstorder", Aggregation.NONE, """
        QG58 10Percentile, 8DWT 90Percentile, SALO InterquartileRange, IPH6 Kurtosis, 84IY Maximum,
        4FUA MeanAbsoluteDeviation, Q4LE Mean, Y12H Median, 1GSF Minimum, 2OJQ Range,
        1128 RobustMeanAbsoluteDeviation, KE2A Skewness, ECT3 Variance\
        """);

    static final FeatureNames HISTOGRAM = of("firstorder", Aggregation.NONE, "TLU2 Entropy, BJ5W Uniformity");

    static final FeatureNames COOCCURRENCE = of("glcm", Aggregation.SPACE_AVERAGED, """
        QWB0 Autocorrelation, AE86 ClusterProminence, 7NFM ClusterShade, DG8W ClusterTendency, ACUI Contrast,
        NI2N Correlation, TF7R DifferenceAverage, NTRS DifferenceEntropy, D3YU DifferenceVariance, IB1Z Id,
        WF0Z Idm, 1QCO Idmn, NDRX Idn, R8DG Imc1, JN9H Imc2, E8JP InverseVariance, 60VM JointAverage,
        8ZQL JointEnergy, TU9B JointEntropy, GYBY MaximumProbability, ZGXS SumAverage, P6QZ SumEntropy,
        UR99 SumSquares\
        """);

    static final FeatureNames RUN_LENGTH = of("glrlm", Aggregation.SPACE_AVERAGED, """
        22OV ShortRunEmphasis, W4KF LongRunEmphasis, V3SW LowGrayLevelRunEmphasis,
        G3QZ HighGrayLevelRunEmphasis, HTZT ShortRunLowGrayLevelEmphasis, GD3A ShortRunHighGrayLevelEmphasis,
        IVPO LongRunLowGrayLevelEmphasis, 3KUM LongRunHighGrayLevelEmphasis, R5YN GrayLevelNonUniformity,
        OVBL GrayLevelNonUniformityNormalized, W92Y RunLengthNonUniformity,
        IC23 RunLengthNonUniformityNormalized, 9ZK5 RunPercentage, 8CE5 GrayLevelVariance, SXLW RunVariance,
        HJ9O RunEntropy\
        """);

    static final FeatureNames SIZE_ZONE = of("glszm", Aggregation.IN_SPACE, """
        5QRC SmallAreaEmphasis, 48P8 LargeAreaEmphasis, XMSY LowGrayLevelZoneEmphasis,
        5GN9 HighGrayLevelZoneEmphasis, 5RAI SmallAreaLowGrayLevelEmphasis,
        HW1V SmallAreaHighGrayLevelEmphasis, YH51 LargeAreaLowGrayLevelEmphasis,
        J17V LargeAreaHighGrayLevelEmphasis, JNSA GrayLevelNonUniformity,
        Y1RO GrayLevelNonUniformityNormalized, 4JP3 SizeZoneNonUniformity,
        VB3A SizeZoneNonUniformityNormalized, P30P ZonePercentage, BYLV GrayLevelVariance, 3NSA ZoneVariance,
        GU8N ZoneEntropy\
        """);

    static final FeatureNames DEPENDENCE = of("gldm", Aggregation.IN_SPACE, """
        SODN SmallDependenceEmphasis, IMOQ LargeDependenceEmphasis, TL9H LowGrayLevelEmphasis,
        OAE7 HighGrayLevelEmphasis, EQ3F SmallDependenceLowGrayLevelEmphasis,
        JA6D SmallDependenceHighGrayLevelEmphasis, NBZI LargeDependenceLowGrayLevelEmphasis,
        9QMG LargeDependenceHighGrayLevelEmphasis, FP8K GrayLevelNonUniformity, Z87G DependenceNonUniformity,
        OKJI DependenceNonUniformityNormalized, 1PFV GrayLevelVariance, DNX2 DependenceVariance,
        FCBV DependenceEntropy\
        """);

    static final FeatureNames NEIGHBOURHOOD_DIFFERENCE = of("ngtdm", Aggregation.IN_SPACE, """
        QCDE Coarseness, 65HE Contrast, NQ30 Busyness, HDEZ Complexity, 1X9X Strength\
        """);

    /// @param pairs code and name, separated by commas
    private static FeatureNames of(String family, Aggregation aggregation, String pairs) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String pair : pairs.split(",\\s+", -1)) {
            String[] codeAndName = pair.strip().split(" ", -1);
            names.put(codeAndName[0], codeAndName[1]);
        }
        return new FeatureNames(family, aggregation, names);
    }

    /// Puts those of the measurements that have a name here.
    void put(List<Measurement> measured, Map<String, Double> into) {
        for (Measurement measurement : measured) {
            String name = nameOf.get(measurement.feature().id());
            if (name != null && measurement.aggregation() == aggregation) {
                into.put(name(family, name), measurement.value());
            }
        }
    }

    static String name(String family, String feature) {
        return "original_" + family + "_" + feature;
    }
}
