package org.isopleth.ledger;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.isopleth.canonical.Digest;

/// Checks what entries say, in order: form, place, time, owner, and that nothing was released which
/// the gate had not allowed before. Not thread-safe.
final class EntryCheck {
    private final String owner;
    private final Findings findings;
    /// What the gate's latest decision allows, as digests of (study, round, artefact).
    private final Set<Digest> allowed = new HashSet<>();
    private final Set<Digest> opened = new HashSet<>();

    private Instant latest = Instant.MIN;

    EntryCheck(String owner, Findings findings) {
        this.owner = owner;
        this.findings = findings;
    }

    /// @param index the entry's place in the tree
    void accept(long index, byte[] leaf) {
        String where = "entry " + index;
        LedgerEntry entry;
        try {
            entry = LedgerEntry.parse(leaf);
        } catch (LedgerFormatException e) {
            findings.domain(where, e.problem());
            return;
        }
        if (entry.sequence() != index) {
            findings.domain(where, "its sequence number is " + entry.sequence());
        }
        if (entry.time().isBefore(latest)) {
            findings.domain(where, "its time is before that of an earlier entry");
        } else {
            latest = entry.time();
        }
        if (!entry.owner().equals(owner)) {
            findings.domain(where, "it names another owner than the ledger's");
        }
        release(where, entry.occurrence());
    }

    private void release(String where, Occurrence what) {
        switch (what.event()) {
            case RELEASE_DECIDED -> {
                Digest subject = subject(what);
                if (what.outcome() == LedgerOutcome.ALLOWED) {
                    allowed.add(subject);
                } else {
                    allowed.remove(subject);
                }
            }
            case RELEASED -> {
                if (what.details().artefact().isEmpty()) {
                    findings.domain(where, "something was released without saying which bytes");
                } else if (!allowed.contains(subject(what))) {
                    findings.domain(where, "an artefact was released that the gate had not allowed before");
                }
            }
            case SUM_OPENED -> {
                if (!opened.add(attempted(what))) {
                    findings.domain(where, "a masked sum was opened twice");
                }
            }
            default -> {
                // Every other event stands for itself.
            }
        }
    }

    /// Which round, whatever the attempt: a round's name is `analysis/attempt/number`.
    private static Digest attempted(Occurrence what) {
        String study = what.context().study().map(Digest::hex).orElse("");
        String round = what.context().round().orElse("");
        int number = round.lastIndexOf('/');
        int attempt = round.lastIndexOf('/', Math.max(0, number - 1));
        String name = attempt < 0 ? round : round.substring(0, attempt) + round.substring(number);
        return Digest.of(study + "\n" + name);
    }

    private static Digest subject(Occurrence what) {
        String study = what.context().study().map(Digest::hex).orElse("");
        String round = what.context().round().orElse("");
        String artefact = what.details().artefact().map(a -> a.sha256().hex()).orElse("");
        return Digest.of(study + "\n" + round + "\n" + artefact);
    }
}
