package org.isopleth.progress;

import java.time.Instant;
import java.util.List;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.masking.CoordinatorEvent;
import org.isopleth.masking.Proposal;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.study.Permit;
import org.isopleth.study.Readiness;

/// Something that happened to a study at the coordinator. Immutable, thread-safe.
///
/// [StudyEventJson] gives each its stored form and version.
public sealed interface StudyEvent {

    /// The study was registered and offered to its sites.
    ///
    /// @param offer the signed study with its roster
    record Registered(Json.Obj offer, List<SiteId> sites, Instant deadline) implements StudyEvent {
        public Registered {
            sites = List.copyOf(sites);
        }
    }

    /// A site decided.
    record PermitReceived(SiteId site, Permit permit, Bytes signature) implements StudyEvent {}

    /// What a site sent as its decision cannot be taken as one, so it does not take part.
    ///
    /// @param reason why; `permit-invalid` in events of before there were others
    record PermitRejected(SiteId site, Permit.RefusalReason reason) implements StudyEvent {}

    /// All sites decided, or the deadline passed; the granting ones are asked to get ready.
    record PermitsClosed(List<SiteId> granted, Instant deadline) implements StudyEvent {
        public PermitsClosed {
            granted = List.copyOf(granted);
        }
    }

    /// A site said whether its data can serve.
    record ReadinessReceived(SiteId site, Readiness readiness) implements StudyEvent {}

    /// An analysis began, or began again, with a fixed set of sites.
    record AnalysisStarted(int analysis, int attempt, List<SiteId> sites) implements StudyEvent {
        public AnalysisStarted {
            sites = List.copyOf(sites);
        }
    }

    /// A round went out to the sites of its analysis.
    record RoundOpened(RoundId round, Digest state, Instant deadline) implements StudyEvent {}

    /// A round whose sum is masked went out to the sites of its analysis, or went out again after the attempt before
    /// it was given up.
    record MaskedRoundOpened(RoundId round, Digest state, Proposal proposal, Instant deadline) implements StudyEvent {}

    /// A masked round went on.
    ///
    /// @param deadline for the answers of the step it is in now
    record MaskingAdvanced(RoundId round, CoordinatorEvent event, Instant deadline) implements StudyEvent {}

    /// A contribution was folded into the running sum.
    ///
    /// @param contribution digest of the site's bytes
    /// @param sum digest of the running sum that includes it
    record ContributionFolded(RoundId round, SiteId site, Digest contribution, Digest sum) implements StudyEvent {}

    /// A site is out of an analysis: its gate refused, it failed, or the deadline passed.
    ///
    /// @param reason `rules`, `deadline`, or the word of an error code
    record SiteLost(RoundId round, SiteId site, String reason, List<String> rules) implements StudyEvent {
        public SiteLost {
            rules = List.copyOf(rules);
        }
    }

    /// The sum of a round is complete.
    record RoundClosed(RoundId round, Digest sum) implements StudyEvent {}

    /// An analysis ended.
    ///
    /// @param outcome digest of the stored outcome document: a result, or a problem in words
    record AnalysisEnded(int analysis, Digest outcome) implements StudyEvent {}

    /// The study ended.
    ///
    /// @param outcome `completed`, or the word for why it stopped
    /// @param result digest of the result document
    record StudyEnded(String outcome, Digest result) implements StudyEvent {}

    /// A site reported the head of its ledger after the end.
    record LedgerHeadReceived(SiteId site, String checkpoint) implements StudyEvent {}
}
