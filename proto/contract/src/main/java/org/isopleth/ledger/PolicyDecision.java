package org.isopleth.ledger;

import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Digest;

/// The policy that decided, and what each of its rules said. Immutable, thread-safe.
///
/// @param id the policy's name
/// @param sha256 digest of the policy document, where there is one
/// @param rules in the order of application
public record PolicyDecision(String id, Optional<Digest> sha256, List<PolicyRule> rules) {

    public PolicyDecision {
        LedgerWord.require("a policy's id", id);
        rules = List.copyOf(rules);
    }
}
