package org.isopleth.masking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.CoordinatorOutput.Fault;
import org.isopleth.masking.key.SigningKey;
import org.isopleth.site.SiteId;

/// The coordinator's part in one attempt at a masked round. Immutable, thread-safe.
///
/// ```
/// Idle → Adverts → SharesOfAll → Vectors → Agreements → Openings → TakingOff → Finished
///           └─────────┴───────────┴──────────┴────────────┴──────────→ GivenUp
/// ```
///
/// Each state collects the answers of one step. It goes on when every site asked has answered or is gone, or
/// when the deadline passed and enough have answered; with too few the attempt is given up in the open.
/// [#step] is pure; sites are asked in the order of the roster, so a replay gives the same bytes. A site
/// that breaks the protocol is named and left out.
public sealed interface CoordinatorMasking {

    /// Nothing happened yet.
    record Idle() implements CoordinatorMasking {}

    /// The attempt is under way.
    sealed interface Active extends CoordinatorMasking {
        /// What stays the same.
        CoordinatorCourse course();

        /// The same, with another course.
        Active with(CoordinatorCourse course);

        /// The step whose answers are collected.
        Step awaits();
    }

    /// R0: keys are collected.
    record Adverts(CoordinatorCourse course, SortedMap<SiteId, Signed<SiteMessage.Advert>> adverts) implements Active {
        @Override
        public Active with(CoordinatorCourse other) {
            return new Adverts(other, adverts);
        }

        @Override
        public Step awaits() {
            return Step.PROPOSE;
        }
    }

    /// R1: sealed shares are collected.
    record SharesOfAll(CoordinatorCourse course, Group group, SortedMap<SiteId, Signed<SiteMessage.Shares>> shares)
            implements Active {
        @Override
        public Active with(CoordinatorCourse other) {
            return new SharesOfAll(other, group, shares);
        }

        @Override
        public Step awaits() {
            return Step.SHARE;
        }
    }

    /// R2: masked vectors are collected.
    record Vectors(Dealt dealt, SortedMap<SiteId, Signed<SiteMessage.Masked>> vectors) implements Active {
        @Override
        public CoordinatorCourse course() {
            return dealt.course();
        }

        @Override
        public Active with(CoordinatorCourse other) {
            return new Vectors(dealt.with(other), vectors);
        }

        @Override
        public Step awaits() {
            return Step.MASK;
        }
    }

    /// R3: agreements on the survivors are collected.
    record Agreements(
            Dealt dealt,
            CoordinatorMessage.Survivors survivors,
            SortedMap<SiteId, Signed<SiteMessage.Agreement>> agreements)
            implements Active {
        @Override
        public CoordinatorCourse course() {
            return dealt.course();
        }

        @Override
        public Active with(CoordinatorCourse other) {
            return new Agreements(dealt.with(other), survivors, agreements);
        }

        @Override
        public Step awaits() {
            return Step.AGREE;
        }
    }

    /// R4: shares that open the sum are collected.
    record Openings(
            Dealt dealt,
            CoordinatorMessage.Survivors survivors,
            List<SiteId> asked,
            SortedMap<SiteId, SiteMessage.Unmasking> answers)
            implements Active {
        @Override
        public CoordinatorCourse course() {
            return dealt.course();
        }

        @Override
        public Active with(CoordinatorCourse other) {
            return new Openings(dealt.with(other), survivors, asked, answers);
        }

        @Override
        public Step awaits() {
            return Step.UNMASK;
        }
    }

    /// The masks are coming off.
    record TakingOff(Dealt dealt, CoordinatorMessage.Survivors survivors, Unmasking unmasking) implements Active {
        @Override
        public CoordinatorCourse course() {
            return dealt.course();
        }

        @Override
        public Active with(CoordinatorCourse other) {
            return new TakingOff(dealt.with(other), survivors, unmasking);
        }

        @Override
        public Step awaits() {
            return Step.RESULT;
        }
    }

    /// The sum is open.
    record Finished(Digest sum, List<SiteId> survivors) implements CoordinatorMasking {
        public Finished {
            survivors = List.copyOf(survivors);
        }
    }

    /// The attempt was given up; nothing was opened.
    record GivenUp(Cause cause) implements CoordinatorMasking {}

    /// Why an attempt was given up.
    enum Cause {
        /// Too few sites showed keys.
        TOO_FEW_KEYS,
        /// Too few sites sent shares.
        TOO_FEW_SHARES,
        /// Too few sites sent masked vectors.
        TOO_FEW_VECTORS,
        /// Too few sites signed the survivors.
        TOO_FEW_AGREEMENTS,
        /// Too few sites sent the shares that open the sum.
        TOO_FEW_OPENINGS,
        /// A site dealt shares that do not give its secret back.
        FALSE_SECRET
    }

    /// The shares that were dealt: who may be asked for what.
    ///
    /// @param shares of every sender, U2
    record Dealt(CoordinatorCourse course, Group group, SortedMap<SiteId, Signed<SiteMessage.Shares>> shares) {
        Dealt with(CoordinatorCourse other) {
            return new Dealt(other, group, shares);
        }
    }

    /// What follows an event.
    record Next(CoordinatorMasking state, List<CoordinatorOutput> outputs) {
        public Next {
            outputs = List.copyOf(outputs);
        }

        static Next of(CoordinatorMasking state, CoordinatorOutput... outputs) {
            return new Next(state, Arrays.asList(outputs));
        }

        Next after(CoordinatorOutput... before) {
            List<CoordinatorOutput> all = new ArrayList<>(Arrays.asList(before));
            all.addAll(outputs);
            return new Next(state, all);
        }
    }

    /// The state and what to do after an event. Pure and total.
    static Next step(CoordinatorMasking state, CoordinatorEvent event) {
        return switch (event) {
            case CoordinatorEvent.Began(Proposal proposal) -> state instanceof Idle ? began(proposal) : Next.of(state);
            case CoordinatorEvent.Arrived(Signed<? extends SiteMessage> message) ->
                state instanceof Active active ? arrived(active, message) : Next.of(state);
            case CoordinatorEvent.Malformed(SiteId site) ->
                state instanceof Active active
                                && active.course().proposal().key(site).isPresent()
                        ? blamed(active, site, Fault.MALFORMED)
                        : Next.of(state);
            case CoordinatorEvent.Left(SiteId site) ->
                state instanceof Active active && !active.course().gone().contains(site)
                        ? CoordinatorRounds.advance(active.with(active.course().losing(site)), false)
                        : Next.of(state);
            case CoordinatorEvent.DeadlinePassed(Step step) ->
                state instanceof Active active && active.awaits() == step
                        ? CoordinatorRounds.advance(active, true)
                        : Next.of(state);
            case CoordinatorEvent.SumOpened(Digest sum) ->
                state instanceof TakingOff off ? CoordinatorRounds.finished(off, sum) : Next.of(state);
        };
    }

    /// The state after all events, from the beginning.
    static CoordinatorMasking replay(List<CoordinatorEvent> events) {
        CoordinatorMasking state = new Idle();
        for (CoordinatorEvent event : events) {
            state = step(state, event).state();
        }
        return state;
    }

    private static Next began(Proposal proposal) {
        CoordinatorCourse course = new CoordinatorCourse(proposal, proposal.payload(), Set.of(), Map.of());
        List<CoordinatorOutput> out = CoordinatorRounds.toAll(course.invited(), proposal, proposal.opening());
        return new Next(new Adverts(course, new TreeMap<>()), out);
    }

    private static Next arrived(Active state, Signed<? extends SiteMessage> signed) {
        Optional<Proposal.Member> sender = state.course().proposal().roster().stream()
                .filter(member -> member.site().name().equals(signed.sender()))
                .findFirst();
        if (sender.isEmpty() || state.course().gone().contains(sender.get().site())) {
            return Next.of(state);
        }
        SiteId site = sender.get().site();
        SigningKey key = sender.get().key();
        Optional<Digest> before = state.course().heard(site, signed.message().step());
        Digest payload = signed.message().payload();
        if (before.equals(Optional.of(payload))) {
            return Next.of(state);
        }
        if (!signed.by(key, payload)) {
            return blamed(state, site, Fault.BAD_SIGNATURE);
        }
        if (signed.message() instanceof SiteMessage.Refused(Refusal refusal)) {
            Active without = state.with(state.course().losing(site));
            return CoordinatorRounds.advance(without, false).after(new CoordinatorOutput.Note(site, refusal));
        }
        if (before.isPresent()) {
            return blamed(state, site, Fault.EQUIVOCATION);
        }
        if (state.awaits() != signed.message().step()) {
            // Late: the set of that step is frozen, and what the site said counts no more.
            return Next.of(state);
        }
        Optional<Fault> fault = CoordinatorChecks.fault(state, site, signed);
        return fault.isPresent()
                ? blamed(state, site, fault.get())
                : CoordinatorRounds.accepted(
                        state.with(state.course().hearing(site, signed.message().step(), payload)), site, signed);
    }

    private static Next blamed(Active state, SiteId site, Fault fault) {
        if (state.course().gone().contains(site)) {
            return Next.of(state);
        }
        Active without = state.with(state.course().losing(site));
        return CoordinatorRounds.advance(without, false).after(new CoordinatorOutput.Blame(site, fault));
    }
}
