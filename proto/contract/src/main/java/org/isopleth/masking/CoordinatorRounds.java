package org.isopleth.masking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.CoordinatorMasking.Active;
import org.isopleth.masking.CoordinatorMasking.Adverts;
import org.isopleth.masking.CoordinatorMasking.Agreements;
import org.isopleth.masking.CoordinatorMasking.Cause;
import org.isopleth.masking.CoordinatorMasking.Dealt;
import org.isopleth.masking.CoordinatorMasking.Next;
import org.isopleth.masking.CoordinatorMasking.Openings;
import org.isopleth.masking.CoordinatorMasking.SharesOfAll;
import org.isopleth.masking.CoordinatorMasking.TakingOff;
import org.isopleth.masking.CoordinatorMasking.Vectors;
import org.isopleth.masking.CoordinatorOutput.Fault;
import org.isopleth.site.SiteId;

/// How the coordinator goes from the answers of one step to the question of the next.
final class CoordinatorRounds {
    private CoordinatorRounds() {}

    /// Keeps an answer that was checked, and goes on if it was the last one.
    static Next accepted(Active state, SiteId site, Signed<? extends SiteMessage> signed) {
        SiteMessage message = signed.message();
        return switch (state) {
            case Adverts adverts
            when message instanceof SiteMessage.Advert advert ->
                advance(new Adverts(adverts.course(), with(adverts.adverts(), site, as(signed, advert))), false);
            case SharesOfAll all
            when message instanceof SiteMessage.Shares shares ->
                advance(
                        new SharesOfAll(all.course(), all.group(), with(all.shares(), site, as(signed, shares))),
                        false);
            case Vectors vectors
            when message instanceof SiteMessage.Masked masked ->
                advance(new Vectors(vectors.dealt(), with(vectors.vectors(), site, as(signed, masked))), false)
                        .after(new CoordinatorOutput.Fold(site, masked.vector()));
            case Agreements all
            when message instanceof SiteMessage.Agreement agreement ->
                advance(
                        new Agreements(
                                all.dealt(), all.survivors(), with(all.agreements(), site, as(signed, agreement))),
                        false);
            case Openings openings
            when message instanceof SiteMessage.Unmasking unmasking ->
                advance(
                        new Openings(
                                openings.dealt(),
                                openings.survivors(),
                                openings.asked(),
                                with(openings.answers(), site, unmasking)),
                        false);
            case Adverts _, SharesOfAll _, Vectors _, Agreements _, Openings _, TakingOff _ -> Next.of(state);
        };
    }

    /// Goes on when everyone asked has answered or is gone, or when time is up.
    static Next advance(Active state, boolean timeIsUp) {
        CoordinatorCourse course = state.course();
        return switch (state) {
            case Adverts all ->
                timeIsUp || course.complete(course.invited(), all.adverts().keySet())
                        ? roster(course, all.adverts())
                        : Next.of(state);
            case SharesOfAll all ->
                timeIsUp || course.complete(all.group().sites(), all.shares().keySet())
                        ? deliveries(all)
                        : Next.of(state);
            case Vectors(Dealt dealt, var vectors) ->
                timeIsUp || course.complete(dealt.shares().keySet(), vectors.keySet())
                        ? survivors(dealt, vectors)
                        : Next.of(state);
            case Agreements all ->
                timeIsUp
                                || course.complete(
                                        alive(all.survivors()), all.agreements().keySet())
                        ? agreements(all)
                        : Next.of(state);
            case Openings openings ->
                openings(
                        openings,
                        timeIsUp
                                || course.complete(
                                        openings.asked(), openings.answers().keySet()));
            case TakingOff _ -> Next.of(state);
        };
    }

    private static Next roster(CoordinatorCourse course, SortedMap<SiteId, Signed<SiteMessage.Advert>> adverts) {
        Proposal proposal = course.proposal();
        List<SiteId> sites = course.ordered(present(course, adverts.keySet()));
        if (sites.size() < least(proposal)) {
            return givenUp(course, Cause.TOO_FEW_KEYS);
        }
        List<Signed<SiteMessage.Advert>> shown =
                sites.stream().map(site -> of(adverts, site)).toList();
        Group group = Group.of(
                proposal, shown.stream().map(each -> each.message().keys()).toList());
        return new Next(
                new SharesOfAll(course, group, new TreeMap<>()),
                toAll(sites, new CoordinatorMessage.Roster(shown), proposal.opening()));
    }

    private static Next deliveries(SharesOfAll all) {
        CoordinatorCourse course = all.course();
        List<SiteId> sites = course.ordered(present(course, all.shares().keySet()));
        if (sites.size() < least(course.proposal())) {
            return givenUp(course, Cause.TOO_FEW_SHARES);
        }
        SortedMap<SiteId, Signed<SiteMessage.Shares>> kept = new TreeMap<>();
        sites.forEach(site -> kept.put(site, of(all.shares(), site)));
        List<Dealer> dealers = sites.parallelStream()
                .map(site -> new Dealer(
                        site,
                        of(kept, site),
                        SealedShares.tree(of(kept, site).message().shares())))
                .toList();
        Dealt dealt = new Dealt(course, all.group(), kept);
        List<CoordinatorOutput> out = new ArrayList<>();
        for (SiteId to : sites) {
            int place = dealt.group().index(to);
            out.add(new CoordinatorOutput.Send(
                    to,
                    new CoordinatorMessage.Deliveries(dealers.stream()
                            .map(dealer -> dealer.delivery(place))
                            .toList()),
                    dealt.group().context()));
        }
        return new Next(new Vectors(dealt, new TreeMap<>()), out);
    }

    /// A site that dealt shares, and the tree over them.
    private record Dealer(SiteId site, Signed<SiteMessage.Shares> sent, WholeTree tree) {
        CoordinatorMessage.Delivery delivery(int place) {
            return new CoordinatorMessage.Delivery(
                    site,
                    sent.message().self(),
                    sent.message().shares().get(place),
                    tree.path(place),
                    tree.root(),
                    sent.signature());
        }
    }

    private static Next survivors(Dealt dealt, SortedMap<SiteId, Signed<SiteMessage.Masked>> vectors) {
        CoordinatorCourse course = dealt.course();
        // A site that sent its vector and then left stays in the sum: its vector is folded.
        List<SiteId> sites = course.ordered(vectors.keySet());
        if (sites.size() < least(course.proposal())) {
            return givenUp(course, Cause.TOO_FEW_VECTORS);
        }
        CoordinatorMessage.Survivors survivors = new CoordinatorMessage.Survivors(sites.stream()
                .map(site -> new CoordinatorMessage.Survivor(
                        site,
                        of(vectors, site).message().vector(),
                        of(vectors, site).signature()))
                .toList());
        return new Next(
                new Agreements(dealt, survivors, new TreeMap<>()),
                toAll(
                        List.copyOf(course.ordered(present(course, sites))),
                        survivors,
                        dealt.group().context()));
    }

    private static Next agreements(Agreements all) {
        CoordinatorCourse course = all.course();
        List<SiteId> sites = course.ordered(present(course, all.agreements().keySet()));
        if (sites.size() < course.proposal().threshold()) {
            return givenUp(course, Cause.TOO_FEW_AGREEMENTS);
        }
        SortedMap<SiteId, Bytes> signatures = new TreeMap<>();
        sites.forEach(site -> signatures.put(site, of(all.agreements(), site).signature()));
        return new Next(
                new Openings(all.dealt(), all.survivors(), sites, new TreeMap<>()),
                toAll(
                        sites,
                        new CoordinatorMessage.Agreements(signatures),
                        all.dealt().group().context()));
    }

    private static Next openings(Openings openings, boolean noMore) {
        Proposal proposal = openings.course().proposal();
        if (openings.answers().size() < proposal.threshold()) {
            return noMore ? givenUp(openings.course(), Cause.TOO_FEW_OPENINGS) : Next.of(openings);
        }
        Reconstruction.Outcome outcome = Reconstruction.join(openings);
        if (outcome.unmasking().isPresent()) {
            Unmasking unmasking = outcome.unmasking().get();
            return Next.of(
                    new TakingOff(openings.dealt(), openings.survivors(), unmasking),
                    new CoordinatorOutput.TakeMasksOff(unmasking));
        }
        if (!noMore) {
            return Next.of(openings);
        }
        return givenUp(openings.course(), Cause.FALSE_SECRET)
                .after(outcome.liars().stream()
                        .map(site -> new CoordinatorOutput.Blame(site, Fault.FALSE_SECRET))
                        .toArray(CoordinatorOutput[]::new));
    }

    static Next finished(TakingOff state, Digest sum) {
        CoordinatorCourse course = state.course();
        List<SiteId> survivors = course.ordered(alive(state.survivors()));
        return new Next(
                new CoordinatorMasking.Finished(sum, survivors),
                toAll(
                        survivors,
                        new CoordinatorMessage.Result(sum, state.survivors().digest()),
                        state.dealt().group().context()));
    }

    private static Next givenUp(CoordinatorCourse course, Cause cause) {
        List<SiteId> left = course.ordered(present(course, course.invited()));
        return new Next(
                new CoordinatorMasking.GivenUp(cause),
                toAll(
                        left,
                        new CoordinatorMessage.Cancelled(),
                        course.proposal().opening()));
    }

    static List<CoordinatorOutput> toAll(List<SiteId> sites, CoordinatorMessage message, Digest context) {
        return sites.stream()
                .<CoordinatorOutput>map(site -> new CoordinatorOutput.Send(site, message, context))
                .toList();
    }

    static Set<SiteId> alive(CoordinatorMessage.Survivors survivors) {
        Set<SiteId> alive = new HashSet<>();
        survivors.survivors().forEach(each -> alive.add(each.site()));
        return alive;
    }

    /// What `dealer` sealed for `recipient`.
    static SealedShares given(Dealt dealt, SiteId dealer, SiteId recipient) {
        return of(dealt.shares(), dealer).message().shares().get(dealt.group().index(recipient));
    }

    private static int least(Proposal proposal) {
        return Math.max(MaskingFloors.LEAST_SURVIVORS, Math.max(proposal.threshold(), proposal.minimumSurvivors()));
    }

    private static Set<SiteId> present(CoordinatorCourse course, Collection<SiteId> sites) {
        Set<SiteId> left = new HashSet<>(sites);
        left.removeAll(course.gone());
        return left;
    }

    private static <V> SortedMap<SiteId, V> with(SortedMap<SiteId, V> map, SiteId site, V value) {
        SortedMap<SiteId, V> more = new TreeMap<>(map);
        more.put(site, value);
        return more;
    }

    private static <M extends SiteMessage> Signed<M> as(Signed<?> signed, M message) {
        return new Signed<>(signed.sender(), signed.context(), message, signed.signature());
    }

    /// The entry of a site that is known to have one.
    static <V> V of(Map<SiteId, V> map, SiteId site) {
        V value = map.get(site);
        if (value == null) {
            throw new IllegalStateException("a site of the round has no entry");
        }
        return value;
    }
}
