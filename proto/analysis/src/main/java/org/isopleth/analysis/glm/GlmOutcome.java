package org.isopleth.analysis.glm;

import org.isopleth.analysis.PlanException;
import org.isopleth.analysis.design.Design;
import org.isopleth.analysis.design.Indicator;
import org.isopleth.analysis.design.PublicRange;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;

/// What a generalised linear model explains. Immutable, thread-safe.
sealed interface GlmOutcome {

    /// Counts are added as they are; up to 2^49 = 5.6e14 a sum of them has room ([org.isopleth.tensor.WideFormat]).
    double LARGEST_COUNT = 5e14;

    /// The study's variable.
    String variable();

    /// As the plan writes it.
    String text();

    /// Yes or no.
    record Binary(Indicator indicator) implements GlmOutcome {
        @Override
        public String variable() {
            return indicator.variable();
        }

        @Override
        public String text() {
            return indicator.text();
        }
    }

    /// Any number in its public range.
    record Measured(PublicRange range) implements GlmOutcome {
        @Override
        public String variable() {
            return range.variable();
        }

        @Override
        public String text() {
            return range.variable();
        }
    }

    /// A whole number from 0.
    record Count(PublicRange range) implements GlmOutcome {
        @Override
        public String variable() {
            return range.variable();
        }

        @Override
        public String text() {
            return range.variable();
        }
    }

    /// The outcome a family needs.
    ///
    /// @throws PlanException when the study's variable is of another kind
    static GlmOutcome of(Study study, Family family, String text) {
        if (family instanceof Binomial) {
            return new Binary(Indicator.of(study, "outcome", text));
        }
        if (!(Design.variable(study, "outcome", text) instanceof Variable.Numeric numeric)) {
            throw new PlanException("outcome", "the outcome of a " + family.word() + " model is a number");
        }
        PublicRange range = new PublicRange(text, numeric.minimum(), numeric.maximum());
        if (family instanceof Gaussian) {
            return new Measured(range);
        }
        if (range.minimum() < 0) {
            throw new PlanException("outcome", "the outcome of a poisson model has a range that starts at 0 or above");
        }
        if (range.maximum() > LARGEST_COUNT) {
            throw new PlanException("outcome", "the outcome of a poisson model has a range that ends at 5e14 or below");
        }
        return new Count(range);
    }
}
