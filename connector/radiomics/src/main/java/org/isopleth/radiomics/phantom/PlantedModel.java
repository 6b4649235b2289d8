package org.isopleth.radiomics.phantom;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.isopleth.radiomics.feature.Aggregation;
import org.isopleth.radiomics.feature.Measurement;
import org.isopleth.radiomics.intensity.StatisticsFeatures;
import org.isopleth.radiomics.process.Discretisation;
import org.isopleth.radiomics.process.Interpolation;
import org.isopleth.radiomics.process.Range;
import org.isopleth.radiomics.process.Region;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.texture.CooccurrenceFeatures;

/// Which patients have the outcome: a logistic model of the age and of two features, measured as a study measures
/// them. Immutable, thread-safe.
///
/// `logit p = perYear (age − 62) + perHu (mean − MEAN_HU) + perBit (entropy − MEAN_BITS)`, with the mean intensity
/// of the lesion (Q4LE) in HU and the joint entropy of its co-occurrence (TU9B) in bits. The numbers taken off are
/// near the means, so that about half of the patients have the outcome.
///
/// @param perYear log odds for each year
/// @param perHu log odds for each HU
/// @param perBit log odds for each bit
/// @param settings how the features are measured
public record PlantedModel(double perYear, double perHu, double perBit, Settings settings) {
    /// IBSI's identifier of the mean intensity.
    public static final String MEAN = "Q4LE";

    /// IBSI's identifier of the entropy.
    public static final String ENTROPY = "TU9B";

    /// How the entropy is put together.
    public static final Aggregation AGGREGATION = Aggregation.SPACE_AVERAGED;

    /// The settings of the demo's study.
    public static final Settings SETTINGS = new Settings(
            Settings.Dimension.IN_SPACE,
            Optional.of(new Settings.Resample(2, 2, Optional.of(2.0), Interpolation.LINEAR, Interpolation.LINEAR)),
            true,
            Optional.of(new Range(-200, 300)),
            Optional.empty(),
            new Discretisation.FixedSize(10),
            Optional.empty());

    /// The effects of the demo.
    public static final PlantedModel DEMO = new PlantedModel(0.04, 0.05, 0.9, SETTINGS);

    private static final double MEAN_AGE = 62;
    private static final double MEAN_HU = 38;
    private static final double MEAN_BITS = 5.5;

    /// What the model needs of a patient.
    ///
    /// @param meanHu the mean intensity
    /// @param entropyBits the joint entropy
    /// @param hasOutcome whether the patient has the outcome
    public record Outcome(double meanHu, double entropyBits, boolean hasOutcome) {}

    /// Measures a patient and decides; only the two families that are needed, for thousands of patients.
    public Outcome outcome(PhantomPatient patient) {
        Region region = Region.of(patient.image(), patient.lesion(), settings);
        double mean = value(StatisticsFeatures.measure(region.values()), MEAN, Aggregation.NONE);
        double entropy = value(CooccurrenceFeatures.inSpace(region.levels(settings)), ENTROPY, AGGREGATION);
        double logit = perYear * (patient.age() - MEAN_AGE) + perHu * (mean - MEAN_HU) + perBit * (entropy - MEAN_BITS);
        return new Outcome(mean, entropy, patient.chance() < 1 / (1 + StrictMath.exp(-logit)));
    }

    private static double value(List<Measurement> measured, String feature, Aggregation aggregation) {
        return measured.stream()
                .filter(one -> one.feature().id().equals(feature) && one.aggregation() == aggregation)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(feature))
                .value();
    }
}
