package org.isopleth.analysis.vote;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.isopleth.analysis.EqualityClass;

/// What a site says of a new model: one bit, or nothing.
public enum Ballot {
    /// The site loses nothing that matters by it.
    FOR,
    /// The site loses more than 5 % of its area under the curve, or cannot use the model at all.
    AGAINST,
    /// The site has too few patients held out to judge.
    ABSTAINED;

    /// A loss is one of more than a twentieth of what the previous model had.
    private static final long LOSS = 20;

    /// Whether results of this class are voted on; see the package.
    public static boolean appliesTo(EqualityClass equality) {
        return equality == EqualityClass.E4;
    }

    /// Judges a model by the area under the receiver operating characteristic, on patients held out.
    ///
    /// The areas are compared as whole numbers of concordant pairs (Mann and Whitney's 2U, ties counted as
    /// one half), so that no rounding decides.
    ///
    /// @param outcomes whether each patient has the outcome
    /// @param previous the scores of the model in force, higher for those with the outcome
    /// @param candidate the scores of the new model
    /// @param fewest how many patients with and without the outcome a site needs to judge; from 1
    public static Ballot cast(boolean[] outcomes, double[] previous, double[] candidate, int fewest) {
        if (previous.length != outcomes.length || candidate.length != outcomes.length || fewest < 1) {
            throw new IllegalArgumentException("every patient has an outcome and two scores");
        }
        int with = 0;
        for (boolean outcome : outcomes) {
            with += outcome ? 1 : 0;
        }
        if (with < fewest || outcomes.length - with < fewest || !finite(previous)) {
            return ABSTAINED;
        }
        if (!finite(candidate)) {
            return AGAINST;
        }
        long before = concordance(outcomes, previous);
        long after = concordance(outcomes, candidate);
        return LOSS * (before - after) > before ? AGAINST : FOR;
    }

    private static boolean finite(double[] scores) {
        return Arrays.stream(scores).allMatch(Double::isFinite);
    }

    /// 2U: twice the pairs in which the patient with the outcome has the higher score, and once those in
    /// which both have the same.
    private static long concordance(boolean[] outcomes, double[] scores) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> scores[row] + 0.0))
                .mapToInt(Integer::intValue)
                .toArray();
        long twice = 0;
        long without = 0;
        int from = 0;
        while (from < order.length) {
            int to = from;
            long tiedWith = 0;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                tiedWith += outcomes[order[to]] ? 1 : 0;
                to++;
            }
            long tiedWithout = to - from - tiedWith;
            twice += tiedWith * (2 * without + tiedWithout);
            without += tiedWithout;
            from = to;
        }
        return twice;
    }
}
