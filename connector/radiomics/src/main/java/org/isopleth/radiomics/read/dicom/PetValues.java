package org.isopleth.radiomics.read.dicom;

import java.time.LocalDateTime;

/// What the values of a PET image are, and for which moment its decay was corrected.
sealed interface PetValues permits PetSlice, PetFrame {
    /// What a value means.
    ///
    /// @throws org.isopleth.radiomics.read.UnreadableException when it is not said, or cannot be made an uptake
    // value
    Meaning meaning();

    /// The moment for which decay was corrected.
    ///
    /// @param halfLife of the tracer, in seconds
    /// @throws org.isopleth.radiomics.read.UnreadableException when it is not said
    LocalDateTime decayReference(double halfLife);

    /// Whether decay was corrected to the injection itself, so that no time is needed.
    boolean isCorrectedToInjection();

    /// What a value means.
    sealed interface Meaning {}

    /// @param scale Bq/ml for each unit of a value
    record Activity(double scale) implements Meaning {}

    /// @param scale g/ml or cm²/ml for each unit of a value
    record Uptake(UptakeValue kind, double scale) implements Meaning {}
}
