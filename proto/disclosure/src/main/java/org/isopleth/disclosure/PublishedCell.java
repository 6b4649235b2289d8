package org.isopleth.disclosure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// One count of a table as it may be published. A suppressed cell is a state of its own: it is not zero, and has no
/// number. Immutable, thread-safe.
public sealed interface PublishedCell {

    /// Nobody, or a count rounded to the policy's base.
    record Shown(long patients) implements PublishedCell {}

    /// Between 1 and the policy's minimum, or withheld so that another such cell cannot be computed.
    record Suppressed() implements PublishedCell {}

    /// The cells of one margin, of which the total may be known. Those with too few patients are suppressed; where
    /// it is one alone, the smallest of the others as well, or it could be told from the total (TRUST 3).
    ///
    /// @param counts patients, each from 0
    static List<PublishedCell> margin(SitePolicy policy, List<Integer> counts) {
        List<Integer> suppressed = new ArrayList<>(IntStream.range(0, counts.size())
                .filter(i -> counts.get(i) > 0 && counts.get(i) < policy.minimumCell())
                .boxed()
                .toList());
        if (suppressed.size() == 1) {
            IntStream.range(0, counts.size())
                    .filter(i -> counts.get(i) >= policy.minimumCell())
                    .boxed()
                    .min(Comparator.comparing(counts::get))
                    .ifPresent(suppressed::add);
        }
        return IntStream.range(0, counts.size())
                .<PublishedCell>mapToObj(i -> suppressed.contains(i)
                        ? new Suppressed()
                        : new Shown(rounded(counts.get(i), policy.outputs().roundingBase())))
                .toList();
    }

    /// To the nearest multiple of `base`; half way up.
    private static long rounded(int count, int base) {
        return (count + base / 2L) / base * base;
    }
}
