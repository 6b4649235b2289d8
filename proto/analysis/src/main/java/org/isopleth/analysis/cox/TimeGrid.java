package org.isopleth.analysis.cox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The steps of time on which risk sets over all sites are summed, each a run of bins. Both halves work it
/// out from the counts that the state carries, so that nobody can ask for another one. Immutable,
/// thread-safe.
///
/// @param steps two or more, in order; the last has no end
record TimeGrid(List<Step> steps) {

    TimeGrid {
        steps = List.copyOf(steps);
    }

    /// One step.
    ///
    /// @param start its first bin
    /// @param leavers the patients whose follow-up ends in it
    /// @param events of them, those with the event; 0 where the plan does not tell them apart
    record Step(int start, long leavers, long events) {
        Step and(long moreLeavers, long moreEvents) {
            return new Step(start, leavers + moreLeavers, events + moreEvents);
        }

        /// Whether every cell that can be told apart keeps the rule: the leavers, and with Efron's ties also
        /// those with the event and those without.
        boolean keeps(LeaverRule rule) {
            return leavers > 0 && rule.allows(leavers) && rule.allows(events) && rule.allows(leavers - events);
        }
    }

    /// The finest grid that keeps the rule, with at most so many steps; empty when not even two do.
    ///
    /// Bins are joined from the start until their step keeps the rule and has its share of the patients. Who
    /// is left belongs to the last step, which then is joined with the one before for as long as it breaks
    /// the rule.
    static Optional<TimeGrid> of(LeaverCounts counts, LeaverRule rule, int mostSteps) {
        long share = Math.ceilDiv(counts.patients(), mostSteps);
        List<Step> steps = new ArrayList<>();
        Step open = new Step(0, 0, 0);
        for (int bin = 0; bin < counts.leavers().size(); bin++) {
            open = open.and(counts.leavers().get(bin), counts.events(bin));
            if (open.leavers() >= share && open.keeps(rule)) {
                steps.add(open);
                open = new Step(bin + 1, 0, 0);
            }
        }
        while (open.leavers() > 0 && !steps.isEmpty()) {
            Step last = steps.removeLast().and(open.leavers(), open.events());
            if (last.keeps(rule)) {
                steps.add(last);
                break;
            }
            open = last;
        }
        return steps.size() < 2 ? Optional.empty() : Optional.of(new TimeGrid(steps));
    }

    int size() {
        return steps.size();
    }

    /// The step a bin belongs to, from 0.
    int step(int bin) {
        int step = 0;
        while (step + 1 < steps.size() && steps.get(step + 1).start() <= bin) {
            step++;
        }
        return step;
    }
}
