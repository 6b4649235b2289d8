package org.isopleth.disclosure;

import java.util.Arrays;
import java.util.Optional;

/// A named set of limits that a hospital's policy starts from and can only tighten. Immutable, thread-safe.
///
/// Any other than [#STRICT] is looser than what this project recommends, and takes the signature of the hospital's
/// data protection officer. No profile goes below three patients.
public enum Profile {
    /// The default (TRUST 3): 10 patients in any cell, at most 0.2 columns per patient.
    STRICT("strict", 10, 10, 0.2, 10, 10),
    /// What federations of hospitals commonly agree on (METHODS 2.0): counts of 0 or at least 5, at most 0.33
    /// columns per patient.
    FEDERATION("federation", 10, 5, 0.33, 10, 5),
    /// DataSHIELD's defaults (dsBase 6.3.3: `nfilter.tab` 3, `nfilter.subset` 3, `nfilter.glm` 0.33).
    DATASHIELD("datashield", 3, 3, 0.33, 3, 3);

    private final String word;
    private final int minimumRows;
    private final int minimumCell;
    private final double maximumColumnsPerRow;
    private final int minimumFreedom;
    private final int minimumDifference;

    Profile(
            String word,
            int minimumRows,
            int minimumCell,
            double maximumColumnsPerRow,
            int minimumFreedom,
            int minimumDifference) {
        this.word = word;
        this.minimumRows = minimumRows;
        this.minimumCell = minimumCell;
        this.maximumColumnsPerRow = maximumColumnsPerRow;
        this.minimumFreedom = minimumFreedom;
        this.minimumDifference = minimumDifference;
    }

    /// As a policy file spells it.
    public String word() {
        return word;
    }

    /// The profile of this word, if there is one.
    public static Optional<Profile> find(String word) {
        return Arrays.stream(values())
                .filter(profile -> profile.word.equals(word))
                .findFirst();
    }

    /// The loosest policy of this profile, and its default.
    public SitePolicy policy() {
        return new SitePolicy(
                this,
                minimumRows,
                minimumCell,
                maximumColumnsPerRow,
                SitePolicy.MINIMUM_SITES,
                SitePolicy.MAXIMUM_SHARE,
                outputs(),
                questions());
    }

    /// Whether a policy of this profile holds only with a data protection officer's signature.
    public boolean needsSignature() {
        return this != STRICT;
    }

    int minimumRows() {
        return minimumRows;
    }

    int minimumCell() {
        return minimumCell;
    }

    double maximumColumnsPerRow() {
        return maximumColumnsPerRow;
    }

    OutputLimits outputs() {
        return new OutputLimits(minimumFreedom, 0.9, 0.1, 40, 0.1, 5);
    }

    QuestionLimits questions() {
        return new QuestionLimits(minimumDifference, 200, 20);
    }
}
