package org.isopleth.analysis;

/// How a federated result compares with the pooled analysis of the same rows.
public enum EqualityClass {
    /// Identical up to floating point.
    E0("identical to the pooled analysis up to floating point"),
    /// The same optimum, reached iteratively; differs by the stopping tolerance.
    E1("the same optimum as the pooled analysis, up to the stopping tolerance"),
    /// A different estimator that agrees as the number of patients grows.
    E2("agrees with the pooled analysis as the number of patients grows"),
    /// Approximate, with a bound known before the run.
    E3("approximates the pooled analysis within a bound known beforehand"),
    /// Approximate, without a bound.
    E4("approximates the pooled analysis without a bound");

    private final String words;

    EqualityClass(String words) {
        this.words = words;
    }

    /// The class in words.
    public String words() {
        return words;
    }
}
