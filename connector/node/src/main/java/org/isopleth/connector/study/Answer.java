package org.isopleth.connector.study;

import java.util.List;
import org.isopleth.canonical.Digest;

/// What this site did about one round. Immutable, thread-safe.
public sealed interface Answer {

    /// Digest of the round's state: a round asked again with another state is another question.
    Digest state();

    /// The gate let a contribution out; it is on its way.
    ///
    /// @param again it has arrived once before and was asked for again
    record Released(Digest state, Release release, boolean again) implements Answer {}

    /// The contribution has arrived.
    record Sent(Digest state, Release release) implements Answer {}

    /// The gate let a contribution out and it cannot arrive. Some of it may have left, so it counts as
    /// released.
    ///
    /// @param reason the word of an error code
    record Undelivered(Digest state, Release release, String reason) implements Answer {}

    /// Nothing left.
    ///
    /// @param reason `rules`, or the word of an error code
    /// @param rules ids of the rules that refused
    record Withheld(Digest state, String reason, List<String> rules) implements Answer {
        public Withheld {
            rules = List.copyOf(rules);
        }
    }
}
