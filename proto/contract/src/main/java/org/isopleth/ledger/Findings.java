package org.isopleth.ledger;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Collects findings and keeps the first of each kind, so that a thoroughly broken ledger neither
/// fills the memory nor hides the graver kind. Not thread-safe.
final class Findings {
    private static final int KEPT_PER_KIND = 50;

    private final List<LedgerFinding> kept = new ArrayList<>();
    private final Map<LedgerFinding.Kind, Long> counts = new EnumMap<>(LedgerFinding.Kind.class);

    void domain(LedgerRule rule, long entry, String what) {
        add(LedgerFinding.ofEntry(rule, entry, what));
    }

    void cryptographic(String where, String what) {
        add(LedgerFinding.ofFile(LedgerRule.FILES_AS_SIGNED, where, what));
    }

    boolean none() {
        return kept.isEmpty();
    }

    List<LedgerFinding> kept() {
        return List.copyOf(kept);
    }

    long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private void add(LedgerFinding finding) {
        if (counts.merge(finding.kind(), 1L, Long::sum) <= KEPT_PER_KIND) {
            kept.add(finding);
        }
    }
}
