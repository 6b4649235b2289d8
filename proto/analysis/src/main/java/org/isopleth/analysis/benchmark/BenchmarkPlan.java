package org.isopleth.analysis.benchmark;

import java.util.List;
import org.isopleth.analysis.design.PublicRange;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.tensor.NumberProfile;
import org.isopleth.tensor.Statbarn;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorDeclaration.Disclosure;

/// What both halves know of a benchmark. Immutable, thread-safe.
///
/// With n the patients of all sites that have the variable, s the sum of its coordinates
/// ([PublicRange#unit], within ±1) and v the values that went out, the values of the next round are
/// `(n · v/2 + s/2) / n`, element by element, in single precision: bounded for ever, and the same
/// arithmetic as one averaging of a network's weights.
///
/// @param plan the plan
/// @param range of the variable
/// @param length how many values go out and come back in a round
/// @param rounds how many rounds there are
/// @param numbers which numbers the values are carried in
record BenchmarkPlan(AnalysisPlan plan, PublicRange range, int length, int rounds, NumberProfile numbers) {
    static final String PATIENTS = "patients";
    static final String VALUES = "values";

    /// A site with more patients than this has no place in a benchmark.
    static final double MAX_PATIENTS = 1 << 20;

    /// 24 bits after the point keep single precision, and sums over every consortium fit.
    static final NumberProfile COMPACT = new NumberProfile.Compact(24, MAX_PATIENTS, 1, NumberProfile.Beyond.REFUSE);

    /// d: the intercept and the variable.
    static final int COLUMNS = 2;

    List<TensorDeclaration> declare() {
        return List.of(
                new TensorDeclaration(PATIENTS, List.of(), Disclosure.MARGINAL, 1, MAX_PATIENTS, numbers)
                        .as(Statbarn.FREQUENCIES),
                new TensorDeclaration(VALUES, List.of(length), Disclosure.MARGINAL, COLUMNS, MAX_PATIENTS, numbers)
                        .as(Statbarn.LINEAR_AGGREGATIONS));
    }
}
