package org.isopleth.masking;

import static org.isopleth.masking.RefusalException.unless;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.Refusal.Reason;
import org.isopleth.masking.SiteOutput.Heard;
import org.isopleth.site.SiteId;

/// A site's part in one attempt at a masked round. Immutable, thread-safe; each state holds what is valid in
/// it and no secret longer than it is needed.
///
/// ```
/// Idle → Advertised → Shared → Masking → Committed → Agreed → Opened → Closed
///            └────────────┴────────┴─────────┴──────────┴────────┴──→ Refused
/// ```
///
/// [#step] is pure: the same events give the same states and the same bytes to sign, so a site that was
/// killed replays its events and goes on. A message that came before changes nothing; what the coordinator
/// may not ask ends in [Refused], and from there nothing leaves. Messages of other attempts are another
/// machine's: route them by their context.
public sealed interface SiteMasking {

    /// Nothing happened yet.
    record Idle() implements SiteMasking {}

    /// The attempt is under way.
    sealed interface Active extends SiteMasking {
        /// What stays the same.
        SiteCourse course();

        /// The context of messages at this step of the coordinator, as far as it is known.
        default Optional<Digest> context(Step step) {
            return Optional.of(course().proposal().opening()).filter(_ -> !step.knowsRoster());
        }
    }

    /// The roster is known.
    sealed interface Grouped extends Active {
        /// The sites that showed keys.
        Group group();

        @Override
        default Optional<Digest> context(Step step) {
            return Optional.of(
                    step.knowsRoster() ? group().context() : course().proposal().opening());
        }
    }

    /// Keys are shown.
    record Advertised(SiteCourse course, SiteSecrets secrets) implements Active {}

    /// Shares are sent.
    record Shared(SiteCourse course, SiteSecrets secrets, Group group) implements Grouped {}

    /// Shares of all senders are here; the vector is to be masked.
    record Masking(SiteCourse course, SiteSecrets secrets, Group group, SortedMap<SiteId, HeldShares> held)
            implements Grouped {
        public Masking {
            held = new TreeMap<>(held);
        }

        /// What to mask the vector with; the same after every restart.
        public SiteOutput.MaskVector order() {
            return new SiteOutput.MaskVector(SiteSharing.recipe(this));
        }
    }

    /// The masked vector is sent; the secrets are no longer needed.
    record Committed(SiteCourse course, Group group, SortedMap<SiteId, HeldShares> held, Digest vector)
            implements Grouped {
        public Committed {
            held = new TreeMap<>(held);
        }
    }

    /// The survivors are signed.
    record Agreed(
            SiteCourse course, Group group, SortedMap<SiteId, HeldShares> held, Digest survivors, Set<SiteId> alive)
            implements Grouped {
        public Agreed {
            held = new TreeMap<>(held);
            alive = Set.copyOf(alive);
        }
    }

    /// The shares that open the sum are sent; for this round never again.
    record Opened(SiteCourse course, Group group, Digest survivors) implements Grouped {}

    /// The attempt ended.
    ///
    /// @param sum digest of the sum, when it was opened
    record Closed(Optional<Digest> sum) implements SiteMasking {}

    /// The site takes no further part.
    record Refused(Refusal refusal) implements SiteMasking {}

    /// Two shares of one partner's secrets, 32 bytes each; only one of the two is ever said.
    record HeldShares(Bytes self, Bytes key) {
        /// Never a share.
        @Override
        public String toString() {
            return "HeldShares";
        }
    }

    /// What follows an event.
    record Next(SiteMasking state, List<SiteOutput> outputs) {
        public Next {
            outputs = List.copyOf(outputs);
        }

        static Next of(SiteMasking state, SiteOutput... outputs) {
            return new Next(state, List.of(outputs));
        }
    }

    /// The state and what to do after an event. Pure and total.
    static Next step(SiteMasking state, SiteEvent event) {
        try {
            return switch (event) {
                case SiteEvent.Proposed proposed -> proposed(state, proposed);
                case SiteEvent.Arrived arrived ->
                    state instanceof Active active ? arrived(active, arrived) : Next.of(state);
                case SiteEvent.VectorMasked(Digest vector) -> masked(state, vector);
                case SiteEvent.TimedOut() ->
                    state instanceof Active ? Next.of(new Closed(Optional.empty())) : Next.of(state);
            };
        } catch (RefusalException e) {
            return refused(state, event, e.refusal());
        }
    }

    /// The state after all events, from the beginning.
    static SiteMasking replay(List<SiteEvent> events) {
        SiteMasking state = new Idle();
        for (SiteEvent event : events) {
            state = step(state, event).state();
        }
        return state;
    }

    private static Next refused(SiteMasking state, SiteEvent event, Refusal refusal) {
        Optional<Digest> context = state instanceof Active active
                ? Optional.of(active.course().proposal().opening())
                : event instanceof SiteEvent.Proposed proposed
                        ? Optional.of(proposed.proposal().message().opening())
                        : Optional.empty();
        List<SiteOutput> outputs = context.<List<SiteOutput>>map(
                        opening -> List.of(new SiteOutput.Send(new SiteMessage.Refused(refusal), opening)))
                .orElse(List.of());
        return new Next(new Refused(refusal), outputs);
    }

    private static Next proposed(SiteMasking state, SiteEvent.Proposed event) {
        if (state instanceof Active active) {
            return arrived(active, new SiteEvent.Arrived(event.proposal(), event.history()));
        }
        if (!(state instanceof Idle)) {
            return Next.of(state);
        }
        Proposal proposal = event.proposal().message();
        SiteChecks.proposal(event.proposal(), event.position(), event.history());
        SiteCourse course = new SiteCourse(event.position(), proposal, Map.of()).hearing(event.proposal());
        return Next.of(
                new Advertised(course, event.secrets()),
                new SiteOutput.Send(
                        new SiteMessage.Advert(
                                proposal.payload(),
                                event.secrets().keys(event.position().own())),
                        proposal.opening()));
    }

    private static Next arrived(Active state, SiteEvent.Arrived event) {
        Signed<? extends CoordinatorMessage> signed = event.message();
        Step step = signed.message().step();
        unless(
                signed.sender().equals(Signed.COORDINATOR)
                        && signed.by(state.course().proposal().coordinator()),
                Reason.COORDINATOR_SIGNATURE);
        Heard before = state.course().heard().get(step);
        if (before != null) {
            Heard now = SiteCourse.heard(signed);
            if (before.payload().equals(now.payload()) && before.context().equals(now.context())) {
                return Next.of(state);
            }
            boolean sameAttempt = signed.message() instanceof Proposal proposal
                    ? proposal.round().equals(state.course().proposal().round())
                    : before.context().equals(now.context());
            unless(sameAttempt, Reason.WRONG_CONTEXT);
            Next refused = refused(state, event, Refusal.of(Reason.EQUIVOCATION));
            return Next.of(
                    refused.state(),
                    new SiteOutput.Evidence(step, before, now),
                    refused.outputs().getFirst());
        }
        unless(state.context(step).isPresent(), Reason.OUT_OF_ORDER);
        unless(state.context(step).equals(Optional.of(signed.context())), Reason.WRONG_CONTEXT);
        SiteCourse course = state.course().hearing(signed);
        return switch (signed.message()) {
            case CoordinatorMessage.Roster roster
            when state instanceof Advertised advertised -> shared(new Advertised(course, advertised.secrets()), roster);
            case CoordinatorMessage.Deliveries deliveries
            when state instanceof Shared shared -> received(course, shared, deliveries);
            case CoordinatorMessage.Survivors survivors
            when state instanceof Committed committed -> agreed(course, committed, survivors, event.history());
            case CoordinatorMessage.Agreements agreements
            when state instanceof Agreed agreed -> opened(course, agreed, agreements, event.history());
            case CoordinatorMessage.Result(Digest sum, Digest survivors)
            when state instanceof Committed
                    || (state instanceof Agreed agreed && agreed.survivors().equals(survivors))
                    || (state instanceof Opened opened && opened.survivors().equals(survivors)) ->
                Next.of(new Closed(Optional.of(sum)));
            case CoordinatorMessage.Cancelled _ -> Next.of(new Closed(Optional.empty()));
            case Proposal _,
                    CoordinatorMessage.Roster _,
                    CoordinatorMessage.Deliveries _,
                    CoordinatorMessage.Survivors _,
                    CoordinatorMessage.Agreements _,
                    CoordinatorMessage.Result _ -> throw new RefusalException(Refusal.of(Reason.OUT_OF_ORDER));
        };
    }

    private static Next shared(Advertised state, CoordinatorMessage.Roster roster) {
        Group group = SiteChecks.roster(state, roster);
        return Next.of(
                new Shared(state.course(), state.secrets(), group),
                new SiteOutput.Send(SiteSharing.shares(state, group), group.context()));
    }

    private static Next received(SiteCourse course, Shared state, CoordinatorMessage.Deliveries deliveries) {
        Masking masking = new Masking(course, state.secrets(), state.group(), SiteChecks.deliveries(state, deliveries));
        return Next.of(masking, masking.order());
    }

    private static Next masked(SiteMasking state, Digest vector) {
        return switch (state) {
            case Masking masking ->
                Next.of(
                        new Committed(masking.course(), masking.group(), masking.held(), vector),
                        new SiteOutput.Send(
                                new SiteMessage.Masked(
                                        vector,
                                        masking.course().proposal().vectorBytes(),
                                        masking.group().digest(masking.held().keySet())),
                                masking.group().context()));
            case Committed committed -> {
                unless(committed.vector().equals(vector), Reason.VECTOR_CHANGED);
                yield Next.of(state);
            }
            case Advertised _, Shared _ -> throw new RefusalException(Refusal.of(Reason.OUT_OF_ORDER));
            case Idle _, Agreed _, Opened _, Closed _, Refused _ -> Next.of(state);
        };
    }

    private static Next agreed(
            SiteCourse course, Committed state, CoordinatorMessage.Survivors survivors, MaskingHistory history) {
        Set<SiteId> alive = SiteChecks.survivors(state, survivors, history);
        Agreed agreed = new Agreed(course, state.group(), state.held(), survivors.digest(), alive);
        SiteOutput.Send send = new SiteOutput.Send(
                new SiteMessage.Agreement(survivors.digest()), state.group().context());
        return alive.size() < MaskingFloors.FEW_SURVIVORS
                ? Next.of(agreed, new SiteOutput.FewSurvivors(course.proposal().round(), alive), send)
                : Next.of(agreed, send);
    }

    private static Next opened(
            SiteCourse course, Agreed state, CoordinatorMessage.Agreements agreements, MaskingHistory history) {
        SiteChecks.agreements(state, agreements, history);
        TreeMap<SiteId, SiteMessage.Revealed> shares = new TreeMap<>();
        state.held()
                .forEach((site, held) -> shares.put(
                        site,
                        state.alive().contains(site)
                                ? new SiteMessage.Revealed.OfSelfMask(held.self())
                                : new SiteMessage.Revealed.OfKey(held.key())));
        return Next.of(
                new Opened(course, state.group(), state.survivors()),
                new SiteOutput.Remember(
                        new MaskingHistory.Opened(course.proposal().round(), state.alive())),
                new SiteOutput.Send(
                        new SiteMessage.Unmasking(shares), state.group().context()));
    }
}
