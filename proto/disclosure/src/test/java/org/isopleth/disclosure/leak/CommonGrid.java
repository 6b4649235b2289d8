package org.isopleth.disclosure.leak;

import java.util.ArrayList;
import java.util.List;

/// Whether and on which steps of time an unstratified Cox model may be fitted over all sites.
sealed interface CommonGrid {

    /// Steps that keep the rule. Immutable, thread-safe.
    ///
    /// @param starts the month each step starts with, ascending, the first being 0; the last step has no end
    /// @param leavers the patients each step loses over all sites, as [LeaverRule] asks
    record Steps(List<Integer> starts, List<Long> leavers) implements CommonGrid {
        public Steps {
            starts = List.copyOf(starts);
            leavers = List.copyOf(leavers);
        }

        /// The step a month belongs to, from 0.
        public int step(int month) {
            int step = 0;
            while (step + 1 < starts.size() && starts.get(step + 1) <= month) {
                step++;
            }
            return step;
        }
    }

    /// No grid of two steps or more keeps the rule; with one step nobody outlives anybody.
    ///
    /// @param fewestLeavers what every step would have to lose
    /// @param alternatives what can be done instead, best first
    record Refused(long fewestLeavers, List<Alternative> alternatives) implements CommonGrid {
        public Refused {
            alternatives = List.copyOf(alternatives);
        }

        /// The refusal in one line for people.
        public String words() {
            return "every step of the time grid must lose at least " + fewestLeavers + " patients; instead use "
                    + String.join(
                            ", or ",
                            alternatives.stream().map(Alternative::words).toList());
        }
    }

    /// What answers nearly the same question with less to tell.
    enum Alternative {
        /// Risk sets stay inside a site.
        STRATIFIED_BY_SITE("strata: site"),
        /// A yes-or-no outcome per person and period, whose sums know no risk sets.
        DISCRETE_TIME_LOGISTIC("a discrete-time logistic model"),
        /// The linear predictor of a stratified fit as the only covariate.
        ONE_LINEAR_PREDICTOR("the linear predictor of a stratified fit as the only covariate");

        private final String words;

        Alternative(String words) {
            this.words = words;
        }

        /// The alternative, for people.
        public String words() {
            return words;
        }
    }

    /// The finest grid of whole months that keeps the rule, found from the start.
    ///
    /// @param leaversByMonth the patients over all sites whose follow-up ends in each month, events and others;
    ///     from a masked sum; at least 0
    static CommonGrid of(long[] leaversByMonth, LeaverRule rule) {
        List<Integer> starts = new ArrayList<>();
        List<Long> leavers = new ArrayList<>();
        long fewest = rule.fewestLeavers();
        int start = 0;
        long lost = 0;
        for (int month = 0; month < leaversByMonth.length; month++) {
            if (leaversByMonth[month] < 0) {
                throw new IllegalArgumentException("no month loses fewer than 0 patients");
            }
            lost = Math.addExact(lost, leaversByMonth[month]);
            if (lost >= fewest) {
                starts.add(start);
                leavers.add(lost);
                start = month + 1;
                lost = 0;
            }
        }
        if (starts.size() < 2) {
            return new Refused(fewest, alternatives(leaversByMonth, rule));
        }
        // Who is left belongs to the last step: a step of too few would be theirs alone.
        leavers.set(leavers.size() - 1, leavers.getLast() + lost);
        return new Steps(starts, leavers);
    }

    private static List<Alternative> alternatives(long[] leaversByMonth, LeaverRule rule) {
        List<Alternative> alternatives =
                new ArrayList<>(List.of(Alternative.STRATIFIED_BY_SITE, Alternative.DISCRETE_TIME_LOGISTIC));
        if (rule.columns() > 1 && of(leaversByMonth, new LeaverRule(1, rule.rounds())) instanceof Steps) {
            alternatives.add(Alternative.ONE_LINEAR_PREDICTOR);
        }
        return alternatives;
    }
}
