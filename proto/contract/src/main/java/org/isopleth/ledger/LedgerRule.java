package org.isopleth.ledger;

import java.util.Locale;

/// What a sound ledger, and sound ledgers beside each other, keep to. Each rule has a word that never changes, by
/// which reports and scripts name it, and a meaning for people who do not program. Immutable, thread-safe.
public enum LedgerRule {
    /// Every file is what its owner signed.
    FILES_AS_SIGNED(
            LedgerFinding.Kind.CRYPTOGRAPHIC,
            "The files are not what the ledger's owner signed: something was changed, added or taken away afterwards,"
                    + " or somebody else wrote it. Nothing in this ledger can be relied on until that is explained."),
    /// A bundle holds the files its list names, and no others.
    BUNDLE_AS_LISTED(
            LedgerFinding.Kind.CRYPTOGRAPHIC,
            "The bundle is not as it was put together: ask its maker for it again, and compare the digest of its"
                    + " list."),

    /// Each entry has the one form the specification gives it.
    ENTRY_FORM(
            LedgerFinding.Kind.DOMAIN,
            "An entry is not written in the one way an entry may be written, so that two readers could understand two"
                    + " things. A program as published writes no such entry."),
    /// Entries are numbered from 0 without gaps.
    ENTRY_NUMBER(
            LedgerFinding.Kind.DOMAIN, "An entry has another number than its place: entries were put in or left out."),
    /// Time never runs backwards.
    TIME_ORDER(
            LedgerFinding.Kind.DOMAIN,
            "An entry is dated before the one it follows: it was written later than it says, or its date was"
                    + " invented."),
    /// A ledger speaks of its owner.
    ONE_OWNER(LedgerFinding.Kind.DOMAIN, "An entry was written for another owner's ledger."),
    /// A program says that it started before it acts.
    STARTED_FIRST(
            LedgerFinding.Kind.DOMAIN,
            "The connector acted while, by its own ledger, it was not running: a start was left out, or something else"
                    + " wrote the entry."),
    /// Data of a study are touched, and leave, only after a permit.
    PERMIT_FIRST(
            LedgerFinding.Kind.DOMAIN,
            "Patients' data were used or left for a study that this hospital had not permitted at that moment. This may"
                    + " be a breach of data protection: ask the hospital for the permit."),
    /// What was allowed had passed each rule.
    RULES_PASSED(
            LedgerFinding.Kind.DOMAIN,
            "The gate let something out although, as it wrote itself, a disclosure rule had failed."),
    /// Who lets something out says which bytes.
    RELEASE_NAMED(
            LedgerFinding.Kind.DOMAIN, "Something left without a word on which bytes, so that nobody can check it."),
    /// What left had been allowed.
    RELEASE_ALLOWED(
            LedgerFinding.Kind.DOMAIN,
            "Something left that the gate had not allowed, or had refused. This may be a breach of data protection:"
                    + " ask the hospital what these bytes were."),
    /// A masked sum is opened once.
    ONE_OPENING(
            LedgerFinding.Kind.DOMAIN,
            "The shares that open a masked sum were sent twice for one round. Two openings with different sites show"
                    + " the part of a single hospital."),
    /// Noise is paid for before what it hides is let out.
    PAID_FIRST(
            LedgerFinding.Kind.DOMAIN,
            "Something was let out with noise that no privacy budget had paid for before: the ledger's entries do not"
                    + " add up to what patients were told would be spent on them."),
    /// Contributions come for rounds that were opened.
    ROUND_FIRST(
            LedgerFinding.Kind.DOMAIN, "The coordinator received a contribution for a round it had not opened before."),

    /// What a hospital sent is what the coordinator received.
    SENT_IS_RECEIVED(
            LedgerFinding.Kind.DOMAIN,
            "The hospital's ledger says that bytes left which the coordinator's ledger does not know. They went"
                    + " elsewhere, or one of the two ledgers was written to please."),
    /// What the coordinator received is what the hospital sent.
    RECEIVED_IS_SENT(
            LedgerFinding.Kind.DOMAIN,
            "The coordinator received bytes of which the hospital's ledger says nothing: they left beside the gate, or"
                    + " somebody else sent them in the hospital's name."),
    /// Every hospital is asked the same question.
    SAME_QUESTION(
            LedgerFinding.Kind.DOMAIN,
            "The hospital was sent another state of a round than the coordinator wrote down. A coordinator that asks"
                    + " hospitals different things can learn what no sum should show."),
    /// A permit is the same on both sides.
    SAME_PERMIT(
            LedgerFinding.Kind.DOMAIN,
            "The coordinator counted a permit that the hospital's own ledger does not have."),
    /// Ledgers of one bundle belong together.
    ONE_CONSORTIUM(
            LedgerFinding.Kind.DOMAIN,
            "The ledgers' keys are certified under different consortia, so that their entries say nothing about each"
                    + " other.");

    private final LedgerFinding.Kind kind;
    private final String meaning;

    LedgerRule(LedgerFinding.Kind kind, String meaning) {
        this.kind = kind;
        this.meaning = meaning;
    }

    /// The word by which reports name it: lower case, with hyphens.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What a finding against it is evidence of.
    public LedgerFinding.Kind kind() {
        return kind;
    }

    /// What it means when it is broken, in sentences.
    public String meaning() {
        return meaning;
    }
}
