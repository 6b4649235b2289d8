package org.isopleth.unit;

/// What a unit measures; units convert into each other within one dimension only.
public enum Dimension {
    NUMBER("a number"),
    SCORE("a score"),
    TIME("a time"),
    RATE("a rate"),
    MASS("a mass"),
    LENGTH("a length"),
    AREA("an area"),
    VOLUME("a volume"),
    BODY_MASS_INDEX("a body mass index"),
    ABSORBED_DOSE("an absorbed dose"),
    ACTIVITY("a radioactivity"),
    ENERGY("an energy"),
    ENERGY_RATE("an energy per time"),
    PRESSURE("a pressure"),
    AMOUNT_CONCENTRATION("an amount of substance per volume"),
    MASS_CONCENTRATION("a mass per volume"),
    NUMBER_CONCENTRATION("a number per volume"),
    ENZYME_CONCENTRATION("an enzyme activity per volume"),
    RADIODENSITY("a radiodensity");

    private final String words;

    Dimension(String words) {
        this.words = words;
    }

    /// With its article: `a mass`.
    public String words() {
        return words;
    }
}
