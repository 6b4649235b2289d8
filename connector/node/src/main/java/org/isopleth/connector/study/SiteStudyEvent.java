package org.isopleth.connector.study;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.masking.MaskingHistory;
import org.isopleth.masking.SiteEvent;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.study.Permit;
import org.isopleth.study.Readiness;

/// Something that happened to a study at this site. Immutable, thread-safe.
///
/// [SiteStudyEventJson] gives each its stored form and version.
public sealed interface SiteStudyEvent {

    /// The coordinator offered the study.
    record StudyOffered(StudyOffer offer, Instant deadline) implements SiteStudyEvent {}

    /// The site's policy, or a person, decided.
    record PermitDecided(Permit permit, Bytes signature) implements SiteStudyEvent {}

    /// The coordinator asked whether the data can serve.
    record ReadinessAsked(Instant deadline) implements SiteStudyEvent {}

    /// The site froze its cohort and answered whether its data can serve.
    ///
    /// @param cohort absent when nothing could be frozen
    record ReadinessAnswered(Readiness readiness, Optional<FrozenCohort> cohort) implements SiteStudyEvent {}

    /// The coordinator asked for a contribution, for the first time or again.
    record RoundAsked(RoundId round, Digest state, Instant deadline) implements SiteStudyEvent {}

    /// The coordinator asked for a contribution to a sum that is masked.
    ///
    /// @param proposal its signed proposal, as it came
    record MaskedRoundAsked(RoundId round, Digest state, Instant deadline, Json.Obj proposal)
            implements SiteStudyEvent {}

    /// A masked round went on at this site.
    ///
    /// @param event what happened; empty once it is forgotten, with the secrets of an attempt that is over
    record MaskingAdvanced(RoundId round, Optional<SiteEvent> event) implements SiteStudyEvent {}

    /// This site sent the shares that open a sum; for this round never again.
    record SumOpened(RoundId round, MaskingHistory.Opened opened) implements SiteStudyEvent {}

    /// This site's part in an attempt at a masked round is over.
    ///
    /// @param outcome `opened`, `cancelled`, or the word of a [org.isopleth.masking.Refusal.Reason]
    /// @param sum digest of the sum, if the coordinator named it
    /// @param survivors the sites in it; empty if this site did not see them
    record MaskingEnded(RoundId round, String outcome, Optional<Digest> sum, List<SiteId> survivors)
            implements SiteStudyEvent {
        public MaskingEnded {
            survivors = List.copyOf(survivors);
        }
    }

    /// The gate let a contribution out; from here on it may leave.
    record ContributionReleased(RoundId round, Digest state, Release release) implements SiteStudyEvent {}

    /// The contribution has arrived at the coordinator.
    record ContributionSent(RoundId round) implements SiteStudyEvent {}

    /// Nothing left in this round, or what the gate let out cannot arrive.
    ///
    /// @param reason `rules`, or the word of an error code
    record ContributionWithheld(RoundId round, Digest state, String reason, List<String> rules)
            implements SiteStudyEvent {
        public ContributionWithheld {
            rules = List.copyOf(rules);
        }
    }

    /// The coordinator contradicted what was agreed; nothing more leaves for this study.
    record AgreementBroken(Breach breach) implements SiteStudyEvent {}

    /// The coordinator said that the study has ended.
    record StudyEnded(String outcome) implements SiteStudyEvent {}

    /// The frozen cohort was deleted, at the study's end or on its deletion date.
    record CohortDeleted() implements SiteStudyEvent {}

    /// The head of this site's ledger was reported after the end.
    record HeadReported() implements SiteStudyEvent {}

    /// How a coordinator can contradict what was agreed.
    enum Breach {
        /// The study was offered again with other keys than the permit pins.
        KEYS_CHANGED("keys-changed"),
        /// Sites take part that were not in the offer, or this site does not.
        SITES_CHANGED("sites-changed"),
        /// A round was asked again with another state.
        ROUND_CHANGED("round-changed");

        private final String word;

        Breach(String word) {
            this.word = word;
        }

        /// The word that is stored and logged.
        public String word() {
            return word;
        }
    }
}
