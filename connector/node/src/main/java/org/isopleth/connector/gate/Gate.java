package org.isopleth.connector.gate;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.budget.SiteNoise;
import org.isopleth.connector.study.Agreement;
import org.isopleth.connector.study.Answer;
import org.isopleth.connector.study.FrozenCohort;
import org.isopleth.connector.study.Release;
import org.isopleth.connector.study.Rounds;
import org.isopleth.connector.study.SiteStudies;
import org.isopleth.connector.study.SiteStudies.Change;
import org.isopleth.connector.study.SiteStudy;
import org.isopleth.connector.study.SiteStudyEvent;
import org.isopleth.disclosure.Decision;
import org.isopleth.disclosure.ProposedRelease;
import org.isopleth.disclosure.RuleId;
import org.isopleth.disclosure.RuleResult;
import org.isopleth.disclosure.noise.NoiseClaim;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.exchange.Message;
import org.isopleth.exchange.MessageJson;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerOutcome;
import org.isopleth.ledger.Occurrence;
import org.isopleth.ledger.PrivacySpend;
import org.isopleth.masking.CoordinatorMessage;
import org.isopleth.masking.MaskedContribution;
import org.isopleth.masking.Signed;
import org.isopleth.masking.SiteEvent;
import org.isopleth.masking.SiteMasking;
import org.isopleth.masking.SiteSecrets;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.store.Body;
import org.isopleth.store.Transaction;
import org.isopleth.store.blob.BlobFolder;
import org.isopleth.store.ledger.LedgerBook;
import org.isopleth.study.Permit;
import org.isopleth.study.Readiness;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.tensor.Contribution;

/// The only exit of this hospital. Whatever leaves is checked here, written into the ledger, and only
/// then put on its way, in one transaction with the event that says so. Thread-safe.
///
/// A contribution leaves as [ReleasedBytes], which only this class makes and only for a release that is
/// durable; a message leaves by the outbox, into which only this class puts anything.
public final class Gate {
    /// The reason of a refusal by the rules; any other reason is the word of an [ErrorCode].
    public static final String RULES = "rules";

    private static final Verdict NOT_ASKED = new Verdict.Refused(List.of());

    private final SiteStudies studies;
    private final LedgerBook ledger;
    private final KeptContributions contributions;
    private final SitePrivacy privacy;
    private final GateEntries entries;
    private final MaskingSteps masking;
    private final List<Guard> guards;
    private final GateNoise noise;
    private final SecureRandom random;

    /// @param contributions where released contributions are kept until their study ends
    /// @param identity how this site takes part in masked rounds
    /// @param guards what else is asked, in this order, of what the rules allow
    /// @param noise adds the noise that a plan asks for, and pays for it
    public Gate(
            SiteStudies studies,
            LedgerBook ledger,
            BlobFolder contributions,
            SitePrivacy privacy,
            MaskingIdentity identity,
            List<Guard> guards,
            SiteNoise noise) {
        this.studies = studies;
        this.ledger = ledger;
        this.contributions = new KeptContributions(contributions);
        this.privacy = privacy;
        this.entries = new GateEntries(privacy);
        this.masking = new MaskingSteps(privacy, identity, entries);
        this.guards = List.copyOf(guards);
        this.noise = new GateNoise(noise, privacy.masking());
        this.random = identity.random();
    }

    /// The limits that hold here.
    public SitePrivacy privacy() {
        return privacy;
    }

    /// The rule by which a release of this cost could not be paid for now, if that is so. Spends nothing.
    public Optional<RuleId> unaffordable(NoiseClaim claim) {
        return noise.unaffordable(claim);
    }

    /// Judges a contribution and, if every rule passes, stores it so that it may leave.
    public Verdict judge(Proposal proposal) {
        Optional<SiteStudy.Participating> taking = asked(proposal, false);
        if (taking.isEmpty()) {
            return NOT_ASKED;
        }
        Judged judged = decide(taking.get(), proposal);
        return switch (judged.decision()) {
            case Decision.Allowed allowed -> leave(taking.get(), proposal, judged, allowed, _ -> {});
            case Decision.Refused refused -> refuse(taking.get(), proposal, refused);
        };
    }

    /// Judges a contribution to a sum that is to be masked and, if every rule passes, begins the attempt that
    /// `signed` proposes. Nothing but public keys leaves with that.
    public Verdict begin(Proposal proposal, Signed<org.isopleth.masking.Proposal> signed) {
        Optional<SiteStudy.Participating> taking = asked(proposal, true);
        if (taking.isEmpty()) {
            return NOT_ASKED;
        }
        if (decide(taking.get(), proposal).decision() instanceof Decision.Refused refused) {
            return refuse(taking.get(), proposal, refused);
        }
        Rounds rounds = taking.get().rounds();
        SiteEvent.Proposed event = new SiteEvent.Proposed(
                signed,
                masking.position(
                        taking.get().agreement(),
                        proposal,
                        signed.message().roster(),
                        rounds.totalsFor(proposal.round())),
                SiteSecrets.draw(random),
                rounds.history());
        MaskingTaken taken = take(taking.get(), proposal.round(), event);
        studies.commit(new Change(proposal.round().study(), taken.events(), transaction -> enter(transaction, taken)));
        return new Verdict.Begun();
    }

    /// Judges a contribution once more, masks it as the other sites expect it, and stores it so that it may leave.
    public Verdict mask(Proposal proposal) {
        Optional<SiteStudy.Participating> taking = asked(proposal, true);
        if (taking.isEmpty()
                || !(taking.get().rounds().masking(proposal.round()) instanceof SiteMasking.Masking state)) {
            return NOT_ASKED;
        }
        Judged judged = decide(taking.get(), proposal);
        return switch (judged.decision()) {
            case Decision.Allowed allowed -> {
                MaskedContribution masks = MaskedContribution.of(proposal.declarations());
                contributions.forgetBefore(taking.get().rounds(), proposal.round());
                yield leave(
                        taking.get(),
                        proposal,
                        judged,
                        allowed,
                        bytes -> masks.apply(state.order().recipe(), bytes));
            }
            case Decision.Refused refused -> refuse(taking.get(), proposal, refused);
        };
    }

    /// What a message of the coordinator in a masked round leads to.
    public MaskingTaken hear(
            SiteStudy.Participating taking, RoundId round, Signed<? extends CoordinatorMessage> signed) {
        return take(taking, round, new SiteEvent.Arrived(signed, taking.rounds().history()));
    }

    /// Puts what a step leads to on its way, in the transaction that stores the step.
    public void enter(Transaction transaction, MaskingTaken taken) {
        taken.entries().forEach(entry -> ledger.enter(transaction, entry));
        taken.messages().forEach(message -> send(transaction, message));
    }

    private MaskingTaken take(SiteStudy.Participating taking, RoundId round, SiteEvent event) {
        return masking.take(taking.agreement().offer(), taking.rounds(), round, event);
    }

    /// The study, if this is what it waits for. What is to be masked never leaves otherwise.
    private Optional<SiteStudy.Participating> asked(Proposal proposal, boolean masked) {
        boolean alone = proposal.visible() instanceof Proposal.Visible.Contributed;
        return studies.state(proposal.round().study()) instanceof SiteStudy.Participating taking
                        && alone != masked
                        && taking.rounds()
                                .open()
                                .filter(open -> matches(open, proposal)
                                        && open.proposal().isPresent() == masked)
                                .isPresent()
                ? Optional.of(taking)
                : Optional.empty();
    }

    /// What all checks say together, what they note when the proposal leaves, and what was paid for its noise.
    private record Judged(Decision decision, List<Consumer<Transaction>> notes, Optional<PrivacySpend> spend) {
        Judged with(GateNoise.Outcome.Added added) {
            List<Consumer<Transaction>> all = new ArrayList<>(notes);
            all.add(added.commit());
            return new Judged(decision, all, added.spend());
        }
    }

    private Judged decide(SiteStudy.Participating taking, Proposal proposal) {
        Optional<ReleaseLevel> level = granted(taking.agreement());
        if (level.isEmpty() || !GateNoise.isAsPlanned(taking.agreement().offer(), proposal)) {
            return new Judged(new Decision.Refused(List.of()), List.of(), Optional.empty());
        }
        Decision decision = GateDecision.of(privacy.limits(), level.get(), taking.rounds(), proposal);
        List<Consumer<Transaction>> notes = new ArrayList<>();
        Set<SiteId> sites = taking.rounds()
                .totalsFor(proposal.round())
                .map(Rounds.Totals::sites)
                .orElse(Set.of());
        // What one refuses is not shown to the next, so that refusals of several tell no more than one.
        for (Guard guard : guards) {
            if (decision instanceof Decision.Allowed allowed) {
                Guard.Finding finding =
                        guard.examine(new Guard.Leaving(taking.agreement().offer(), level.get(), proposal, sites));
                decision = allowed.and(finding.results());
                notes.add(finding.note());
            }
        }
        // The budget comes last: what anything else refuses is not paid for.
        if (decision instanceof Decision.Allowed allowed) {
            decision = allowed.and(noise.examine(taking.rounds(), proposal));
        }
        return new Judged(decision, notes, Optional.empty());
    }

    private static boolean matches(Rounds.Asked open, Proposal proposal) {
        return open.round().equals(proposal.round()) && open.state().equals(proposal.state());
    }

    private static Optional<ReleaseLevel> granted(Agreement agreement) {
        return agreement.permit().decision() instanceof Permit.Decision.Granted(ReleaseLevel level, var _)
                ? Optional.of(level)
                : Optional.empty();
    }

    /// Lets out a proposal that is allowed, with its noise if it is to have any.
    ///
    /// @param mask what is done to the bytes last
    private Verdict leave(
            SiteStudy.Participating taking,
            Proposal proposal,
            Judged judged,
            Decision.Allowed allowed,
            Consumer<byte[]> mask) {
        StudyOffer offer = taking.agreement().offer();
        return switch (noise.add(
                proposal,
                (transaction, spend) -> ledger.enter(transaction, entries.reserved(offer, proposal.round(), spend)))) {
            case GateNoise.Outcome.Added added ->
                release(taking, proposal, masked(added.contribution(), mask), judged.with(added));
            case GateNoise.Outcome.Refused(RuleResult broken) ->
                refuse(
                        taking,
                        proposal,
                        new Decision.Refused(allowed.and(List.of(broken)).results()));
        };
    }

    private static byte[] masked(Contribution contribution, Consumer<byte[]> mask) {
        byte[] bytes = contribution.bytes();
        mask.accept(bytes);
        return bytes;
    }

    private Verdict release(SiteStudy.Participating taking, Proposal proposal, byte[] bytes, Judged judged) {
        // The bytes are on disk before the transaction speaks of them.
        Digest digest = contributions.put(bytes);
        Release release = new Release(digest, bytes.length, ProposedRelease.hasJointTensor(proposal.declarations()));
        Occurrence entry = entries.allowed(
                taking.agreement().offer(), proposal, release, judged.decision().results(), judged.spend());
        commit(
                proposal.round().study(),
                new SiteStudyEvent.ContributionReleased(proposal.round(), proposal.state(), release),
                transaction -> {
                    ledger.enter(transaction, entry);
                    judged.notes().forEach(note -> note.accept(transaction));
                });
        return new Verdict.Allowed(release);
    }

    private Verdict refuse(SiteStudy.Participating taking, Proposal proposal, Decision.Refused refused) {
        List<String> rules = refused.broken().stream().map(RuleId::word).toList();
        Occurrence entry = entries.refused(
                Optional.of(taking.agreement().offer()), proposal.round(), proposal.state(), refused.results());
        Message.Withheld message = new Message.Withheld(proposal.round(), RULES, rules);
        commit(
                message.study(),
                new SiteStudyEvent.ContributionWithheld(proposal.round(), proposal.state(), RULES, rules),
                transaction -> {
                    ledger.enter(transaction, entry);
                    send(transaction, message);
                });
        return new Verdict.Refused(rules);
    }

    /// Says that nothing leaves in an open round, for a reason other than the rules.
    public void withhold(RoundId round, Digest state, String reason) {
        Message.Withheld message = new Message.Withheld(round, reason, List.of());
        Occurrence entry = entries.refused(studies.state(round.study()).offered(), round, state, List.of());
        commit(round.study(), new SiteStudyEvent.ContributionWithheld(round, state, reason, List.of()), transaction -> {
            ledger.enter(transaction, entry);
            send(transaction, message);
        });
    }

    /// The bytes of a contribution that was released and has not arrived yet; nothing, when there is no
    /// such release.
    public Optional<ReleasedBytes> outgoing(RoundId round) {
        return leaving(round).map(released -> new ReleasedBytes(contributions.folder(), released.release()));
    }

    /// Notes that a contribution has arrived, and tells the coordinator to use it. Changes nothing when
    /// the study has moved on meanwhile.
    public void arrived(RoundId round) {
        Optional<Answer.Released> leaving = leaving(round);
        if (leaving.isEmpty()) {
            return;
        }
        Release release = leaving.get().release();
        if (studies.state(round.study()) instanceof SiteStudy.Participating taking
                && taking.rounds().masking(round) instanceof SiteMasking.Masking) {
            vectorArrived(taking, round, release);
            return;
        }
        StudyOffer offer = studies.state(round.study()).offered().orElseThrow();
        Message.Contributed message = new Message.Contributed(round, release.contribution(), release.size());
        commit(round.study(), new SiteStudyEvent.ContributionSent(round), transaction -> {
            // A contribution that is asked for again leaves again, but it is one release.
            if (!leaving.get().again()) {
                ledger.enter(transaction, entries.released(offer, round, release));
            }
            send(transaction, message);
        });
    }

    private void vectorArrived(SiteStudy.Participating taking, RoundId round, Release release) {
        MaskingTaken taken = take(taking, round, new SiteEvent.VectorMasked(release.contribution()));
        List<SiteStudyEvent> events = new ArrayList<>(taken.events());
        events.add(new SiteStudyEvent.ContributionSent(round));
        Occurrence entry = entries.released(taking.agreement().offer(), round, release);
        studies.commit(new Change(round.study(), events, transaction -> {
            ledger.enter(transaction, entry);
            enter(transaction, taken);
        }));
    }

    /// Says that a released contribution cannot arrive. Changes nothing when it is no longer on its way.
    ///
    /// @return whether that was said
    public boolean undeliverable(RoundId round, ErrorCode code) {
        Optional<Answer.Released> leaving = leaving(round);
        leaving.ifPresent(released -> withhold(round, released.state(), code.word()));
        return leaving.isPresent();
    }

    private Optional<Answer.Released> leaving(RoundId round) {
        return studies.state(round.study()) instanceof SiteStudy.Participating taking
                        && taking.rounds().answer(round).orElse(null) instanceof Answer.Released released
                ? Optional.of(released)
                : Optional.empty();
    }

    /// Gives this site's decision on a study.
    public void decide(Permit permit, Bytes signature) {
        Message.Decided message = new Message.Decided(permit.study(), permit.json(), signature);
        LedgerOutcome outcome = permit.granted() ? LedgerOutcome.ALLOWED : LedgerOutcome.REFUSED;
        commit(permit.study(), new SiteStudyEvent.PermitDecided(permit, signature), transaction -> {
            ledger.enter(transaction, entries.message(LedgerEvent.PERMIT_DECIDED, outcome, message));
            send(transaction, message);
        });
    }

    /// Says whether this site's data can serve a study.
    ///
    /// @param cohort what was frozen for it
    public void answerReadiness(Digest study, Readiness readiness, Optional<FrozenCohort> cohort) {
        Message.Ready message = new Message.Ready(study, readiness);
        commit(study, new SiteStudyEvent.ReadinessAnswered(readiness, cohort), transaction -> {
            ledger.enter(transaction, entries.read(study));
            cohort.ifPresent(frozen -> ledger.enter(transaction, entries.frozen(study, frozen)));
            ledger.enter(transaction, entries.message(LedgerEvent.RELEASE_DECIDED, LedgerOutcome.ALLOWED, message));
            send(transaction, message);
        });
    }

    /// Reports the head of this site's ledger after a study has ended, having forgotten what was kept to be sent
    /// again.
    public void reportHead(Digest study, String checkpoint) {
        // First, so that a crash between the two forgets again and not never.
        contributions.forget(
                studies.state(study).asked(),
                studies.open().entrySet().stream()
                        .filter(other -> !other.getKey().equals(study))
                        .map(other -> other.getValue().asked())
                        .toList());
        Message.LedgerHead message = new Message.LedgerHead(study, checkpoint);
        commit(study, new SiteStudyEvent.HeadReported(), transaction -> {
            ledger.enter(transaction, entries.message(LedgerEvent.EXPORTED, LedgerOutcome.DONE, message));
            send(transaction, message);
        });
    }

    /// Answers a message in the transaction in which it is received: what was said before is said again,
    /// or a round is turned down. Neither holds anything about a patient.
    public void reply(Transaction transaction, Message.ToCoordinator message) {
        switch (message) {
            case Message.Decided _, Message.Ready _, Message.Withheld _ -> send(transaction, message);
            case Message.Contributed _, Message.MaskingAnswered _, Message.LedgerHead _ ->
                throw new IllegalArgumentException("this message follows from an event of its own");
        }
    }

    private void commit(Digest study, SiteStudyEvent event, Consumer<Transaction> with) {
        studies.commit(new Change(study, List.of(event), with));
    }

    private static void send(Transaction transaction, Message.ToCoordinator message) {
        transaction.enqueue(
                SiteStudies.COORDINATOR,
                MessageJson.kind(message),
                Body.of(CanonicalJson.bytes(MessageJson.write(message))));
    }
}
