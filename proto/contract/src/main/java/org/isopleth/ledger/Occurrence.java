package org.isopleth.ledger;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.canonical.Digest;

/// What happened, before the ledger gave it a place and a time. Immutable, thread-safe.
///
/// ```java
/// Occurrence.of(new Actor("site", "aurora"), LedgerEvent.RELEASE_DECIDED, LedgerOutcome.ALLOWED)
///         .in(LedgerContext.of(study, "survival/3").to("coordinator"))
///         .about(new Artefact(digest, 4_096, "contribution"))
///         .because(decision)
///         .with("rows", SizeBand.of(rows))
///         .with("state", stateDigest);
/// ```
///
/// @param actor who did it
/// @param event what was done
/// @param outcome how it ended
/// @param context for which study, round and recipients
/// @param details which bytes, by which policy, and further digests and bands
public record Occurrence(
        Actor actor, LedgerEvent event, LedgerOutcome outcome, LedgerContext context, Details details) {

    /// What an occurrence can show for itself.
    ///
    /// @param artefact the bytes concerned
    /// @param policy what decided
    /// @param bands sizes by name
    /// @param digests further digests by name, such as `state`, `plan`, `configuration`, `commit`
    /// @param spend what was paid for noise
    public record Details(
            Optional<Artefact> artefact,
            Optional<PolicyDecision> policy,
            SortedMap<String, SizeBand> bands,
            SortedMap<String, Digest> digests,
            Optional<PrivacySpend> spend) {
        static final Details NONE =
                new Details(Optional.empty(), Optional.empty(), new TreeMap<>(), new TreeMap<>(), Optional.empty());

        public Details {
            bands.keySet().forEach(name -> LedgerWord.require("a band's name", name));
            digests.keySet().forEach(name -> LedgerWord.require("a digest's name", name));
            bands = Collections.unmodifiableSortedMap(new TreeMap<>(bands));
            digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
        }
    }

    /// An occurrence without context or details.
    public static Occurrence of(Actor actor, LedgerEvent event, LedgerOutcome outcome) {
        return new Occurrence(actor, event, outcome, LedgerContext.NONE, Details.NONE);
    }

    /// The same, for this study, round and recipients.
    public Occurrence in(LedgerContext where) {
        return new Occurrence(actor, event, outcome, where, details);
    }

    /// The same, about these bytes.
    public Occurrence about(Artefact artefact) {
        return with(new Details(
                Optional.of(artefact), details.policy(), details.bands(), details.digests(), details.spend()));
    }

    /// The same, decided by this policy.
    public Occurrence because(PolicyDecision policy) {
        return with(new Details(
                details.artefact(), Optional.of(policy), details.bands(), details.digests(), details.spend()));
    }

    /// The same, with a size.
    public Occurrence with(String name, SizeBand band) {
        return with(new Details(
                details.artefact(),
                details.policy(),
                extended(details.bands(), name, band),
                details.digests(),
                details.spend()));
    }

    /// The same, with a digest.
    public Occurrence with(String name, Digest digest) {
        return with(new Details(
                details.artefact(),
                details.policy(),
                details.bands(),
                extended(details.digests(), name, digest),
                details.spend()));
    }

    /// The same, with what was paid for noise.
    public Occurrence paying(PrivacySpend spend) {
        return with(new Details(
                details.artefact(), details.policy(), details.bands(), details.digests(), Optional.of(spend)));
    }

    private Occurrence with(Details changed) {
        return new Occurrence(actor, event, outcome, context, changed);
    }

    private static <V> SortedMap<String, V> extended(Map<String, V> map, String name, V value) {
        SortedMap<String, V> copy = new TreeMap<>(map);
        if (copy.put(name, value) != null) {
            throw new LedgerException("'" + name + "' is given twice");
        }
        return copy;
    }
}
