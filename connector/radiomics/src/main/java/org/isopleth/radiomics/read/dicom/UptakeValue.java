package org.isopleth.radiomics.read.dicom;

/// Standardised uptake values: activity for each ml, over the injected activity for each unit of body.
public enum UptakeValue {
    /// By body weight, in g/ml.
    BODY_WEIGHT("bw"),
    /// By lean body mass after Janmahasatian 2005, in g/ml.
    LEAN_BODY_MASS_JANMAHASATIAN("lbm"),
    /// By lean body mass after James 1976, with 128 for men, in g/ml.
    LEAN_BODY_MASS_JAMES("lbm-james"),
    /// By body surface area after DuBois 1916, as Kim 1994 used it, in cm²/ml.
    BODY_SURFACE_AREA("bsa");

    private final String word;

    UptakeValue(String word) {
        this.word = word;
    }

    /// The word of the command line.
    public String word() {
        return word;
    }
}
