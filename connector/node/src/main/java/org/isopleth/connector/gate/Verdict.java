package org.isopleth.connector.gate;

import java.util.List;
import org.isopleth.connector.study.Release;

/// What the gate decided about a contribution. Immutable, thread-safe.
public sealed interface Verdict {

    /// It may leave; this is durable.
    record Allowed(Release release) implements Verdict {}

    /// The rules allow its part in a masked sum, and the attempt has begun; this is durable.
    record Begun() implements Verdict {}

    /// Nothing leaves.
    ///
    /// @param rules ids of the rules that refused; empty when it was not the rules
    record Refused(List<String> rules) implements Verdict {
        public Refused {
            rules = List.copyOf(rules);
        }
    }
}
