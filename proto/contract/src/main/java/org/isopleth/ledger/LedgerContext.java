package org.isopleth.ledger;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Digest;

/// For which study and round, and to whom. Immutable, thread-safe.
///
/// @param study digest of the study's canonical form
/// @param round the round's name within the study
/// @param recipients who gets the artefact, each once
public record LedgerContext(Optional<Digest> study, Optional<String> round, List<String> recipients) {
    static final LedgerContext NONE = new LedgerContext(Optional.empty(), Optional.empty(), List.of());

    public LedgerContext {
        recipients = List.copyOf(recipients);
        round.ifPresent(name -> LedgerWord.require("a round's name", name));
        recipients.forEach(name -> LedgerWord.require("a recipient's name", name));
        if (new HashSet<>(recipients).size() != recipients.size()) {
            throw new LedgerFormatException("a recipient appears twice");
        }
    }

    /// One study as a whole.
    public static LedgerContext of(Digest study) {
        return new LedgerContext(Optional.of(study), Optional.empty(), List.of());
    }

    /// One round of a study.
    public static LedgerContext of(Digest study, String round) {
        return new LedgerContext(Optional.of(study), Optional.of(round), List.of());
    }

    /// The same, with these recipients.
    public LedgerContext to(String... names) {
        return new LedgerContext(study, round, List.of(names));
    }
}
