package org.isopleth.ledger;

import java.util.Arrays;
import java.util.Locale;

/// What an entry says happened. The list is closed: an auditor knows every word it may meet. A new
/// event is added here, at the end of its group.
public enum LedgerEvent {
    /// The program began to run.
    PROGRAM_STARTED,
    /// The program stopped in order.
    PROGRAM_STOPPED,
    /// Settings or policy differ from those of the last start.
    CONFIGURATION_CHANGED,
    /// A backup or an older state was put back.
    STATE_RESTORED,
    /// The clock moved by more than 5 s against elapsed time.
    CLOCK_JUMPED,

    /// A one-time invitation was issued.
    INVITE_ISSUED,
    /// An invitation was burnt by wrong tokens.
    INVITE_BURNT,
    /// A certificate was issued or received at enrolment.
    CERTIFICATE_ENROLLED,
    /// A certificate was replaced before it ended.
    CERTIFICATE_RENEWED,
    /// A certificate was withdrawn.
    CERTIFICATE_REVOKED,
    /// A person or program was let in or turned away.
    ACCESS_REQUESTED,

    /// A source of data was mapped to terms.
    DATASET_MAPPED,
    /// Patient rows were read for a study.
    DATA_READ,
    /// The rows of a study were fixed and hashed.
    COHORT_FROZEN,
    /// The fixed rows were deleted.
    COHORT_DELETED,

    /// A study was registered under its digest.
    STUDY_REGISTERED,
    /// A study reached this site.
    STUDY_RECEIVED,
    /// A permit was given or refused, see the outcome.
    PERMIT_DECIDED,
    /// A study ended, completed or not.
    STUDY_ENDED,

    /// A round began; the artefact is the state that went out.
    ROUND_OPENED,
    /// The state of a round arrived at a site.
    ROUND_RECEIVED,
    /// The gate decided about one artefact; the outcome says how, the policy why.
    RELEASE_DECIDED,
    /// A release with noise was paid for, before anything of it was computed; it stays paid for.
    BUDGET_RESERVED,
    /// One artefact left the site; needs an allowed decision before it.
    RELEASED,
    /// A contribution arrived at the coordinator.
    CONTRIBUTION_RECEIVED,
    /// A step of a masked round was said or heard; the artefact is the signed message.
    MASKING_STEP,
    /// A site sent the shares that open a masked sum; once for each round.
    SUM_OPENED,
    /// A party of a masked round did what the protocol does not allow, or refused.
    MASKING_REFUSED,
    /// The contributions of a round were added up.
    ROUND_COMBINED,
    /// A result or report was made or received.
    RESULT_MADE,
    /// A ledger or report was exported.
    EXPORTED,
    /// A ledger was compared with a witness.
    LEDGER_WITNESSED;

    /// The word written: lower case, with hyphens.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The event a word stands for.
    ///
    /// @throws LedgerFormatException when there is none
    public static LedgerEvent parse(String word) {
        return Arrays.stream(values())
                .filter(event -> event.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new LedgerFormatException("no such ledger event"));
    }
}
