package org.isopleth.exchange;

import java.time.Instant;
import java.util.List;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.round.RoundId;
import org.isopleth.study.Readiness;

/// A message of the control stream. Immutable, thread-safe.
///
/// Handlers are idempotent. [MessageJson] gives each its canonical form and kind.
public sealed interface Message {

    /// The study it is about.
    Digest study();

    /// From the coordinator to a site.
    sealed interface ToSite extends Message {}

    /// From a site to the coordinator.
    sealed interface ToCoordinator extends Message {}

    /// A study is offered for a permit.
    ///
    /// @param offer the signed study with the roster of invited sites: [StudyOffer#json()]
    record Offered(Digest study, Json.Obj offer, Instant deadline) implements ToSite {}

    /// Permits are in: freeze the cohort and say whether the data can serve the study.
    ///
    /// @param sites the names of the sites that take part
    record GetReady(Digest study, List<String> sites, Instant deadline) implements ToSite {
        public GetReady {
            sites = List.copyOf(sites);
        }
    }

    /// A round is open: fetch the state, contribute before the deadline.
    ///
    /// @param state digest of the state, to be downloaded
    record RoundOpened(RoundId round, Digest state, Instant deadline) implements ToSite {
        @Override
        public Digest study() {
            return round.study();
        }
    }

    /// A round is open whose sum is masked: fetch the state, and answer the proposal if it may be answered.
    ///
    /// @param state digest of the state, to be downloaded
    /// @param proposal the coordinator's signed [org.isopleth.masking.Proposal]
    record MaskedRoundOpened(RoundId round, Digest state, Instant deadline, Json.Obj proposal) implements ToSite {
        @Override
        public Digest study() {
            return round.study();
        }
    }

    /// The coordinator asks for the next step of a masked round.
    ///
    /// @param signed its signed [org.isopleth.masking.CoordinatorMessage]
    record MaskingAsked(RoundId round, Json.Obj signed) implements ToSite {
        @Override
        public Digest study() {
            return round.study();
        }
    }

    /// A study has ended; the frozen cohort is no longer needed.
    ///
    /// @param outcome `completed`, or the word for why it stopped
    record Ended(Digest study, String outcome) implements ToSite {}

    /// A site's decision.
    ///
    /// @param permit the JSON form of the permit
    /// @param signature by the site's signing key, over the canonical bytes of the permit
    record Decided(Digest study, Json.Obj permit, Bytes signature) implements ToCoordinator {}

    /// A site's readiness.
    record Ready(Digest study, Readiness readiness) implements ToCoordinator {}

    /// A contribution has been uploaded.
    ///
    /// @param contribution digest of its byte form
    /// @param size in bytes
    record Contributed(RoundId round, Digest contribution, long size) implements ToCoordinator {
        @Override
        public Digest study() {
            return round.study();
        }
    }

    /// A site's step of a masked round.
    ///
    /// @param signed its signed [org.isopleth.masking.SiteMessage]
    record MaskingAnswered(RoundId round, Json.Obj signed) implements ToCoordinator {
        @Override
        public Digest study() {
            return round.study();
        }
    }

    /// The gate did not let the contribution out, or the site could not compute it.
    ///
    /// @param reason `rules`, or the word of an [ErrorCode]
    /// @param rules the ids of the rules that refused
    record Withheld(RoundId round, String reason, List<String> rules) implements ToCoordinator {
        public Withheld {
            rules = List.copyOf(rules);
        }

        @Override
        public Digest study() {
            return round.study();
        }
    }

    /// The head of the site's ledger after the study ended.
    ///
    /// @param checkpoint the signed note, as text
    record LedgerHead(Digest study, String checkpoint) implements ToCoordinator {}
}
