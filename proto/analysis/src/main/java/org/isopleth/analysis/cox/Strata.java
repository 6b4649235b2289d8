package org.isopleth.analysis.cox;

import java.util.List;
import org.isopleth.analysis.PlanException;
import org.isopleth.analysis.design.Design;
import org.isopleth.analysis.design.LevelCounts;
import org.isopleth.analysis.design.PublicRange;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.Exposure;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.tensor.TensorException;

/// Which patients of one site share a baseline hazard. Immutable, thread-safe.
sealed interface Strata {

    /// As the plan writes it.
    String text();

    /// The variables it reads.
    List<String> variables();

    /// The stratum of a patient within the site.
    long of(AnalysisTable cases, int row);

    /// Patients per stratum.
    List<Exposure.Count> counts(AnalysisTable cases);

    /// All patients of a site share one.
    record BySite() implements Strata {
        @Override
        public String text() {
            return "site";
        }

        @Override
        public List<String> variables() {
            return List.of();
        }

        @Override
        public long of(AnalysisTable cases, int row) {
            return 0;
        }

        @Override
        public List<Exposure.Count> counts(AnalysisTable cases) {
            return List.of();
        }
    }

    /// Patients of a site with the same value share one.
    ///
    /// @param text the variable
    /// @param range of the values; 0 to 1 and unused for a categorical variable
    record ByColumn(String text, PublicRange range) implements Strata {
        @Override
        public List<String> variables() {
            return List.of(text);
        }

        @Override
        public long of(AnalysisTable cases, int row) {
            return switch (cases.column(text)) {
                case Column.Categorical categorical -> categorical.code(row);
                case Column.Numeric numeric -> {
                    double value = range.check(numeric.value(row));
                    if (value != Math.rint(value)) {
                        throw new TensorException(
                                "variable '" + text + "' defines strata and holds a value that is not whole");
                    }
                    yield (long) value;
                }
            };
        }

        @Override
        public List<Exposure.Count> counts(AnalysisTable cases) {
            return LevelCounts.ofStrata(cases, text);
        }
    }

    /// All patients of all sites share one: no option of a plan by itself, for its sums need a grid.
    record Everyone() implements Strata {
        @Override
        public String text() {
            return "none";
        }

        @Override
        public List<String> variables() {
            return List.of();
        }

        @Override
        public long of(AnalysisTable cases, int row) {
            return 0;
        }

        @Override
        public List<Exposure.Count> counts(AnalysisTable cases) {
            return List.of();
        }
    }

    /// Reads the option.
    ///
    /// @throws PlanException when it asks for risk sets across sites, or the variable is unknown
    static Strata of(Study study, String text) {
        if (text.equals("site") && study.variable("site").isEmpty()) {
            return new BySite();
        }
        if (text.equals("none") && study.variable("none").isEmpty()) {
            throw new PlanException(
                    "strata",
                    "strata: none is refused, because risk-set sums across sites give back patients' rows even when"
                            + " summed securely; use strata: site, a discrete-time logistic model,"
                            + " or cox-common@1");
        }
        return switch (Design.variable(study, "strata", text)) {
            case Variable.Categorical _ -> new ByColumn(text, PublicRange.indicator(text));
            case Variable.Numeric numeric ->
                new ByColumn(text, new PublicRange(text, numeric.minimum(), numeric.maximum()));
        };
    }
}
