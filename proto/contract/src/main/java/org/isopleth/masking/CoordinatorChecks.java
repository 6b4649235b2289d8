package org.isopleth.masking;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.CoordinatorMasking.Active;
import org.isopleth.masking.CoordinatorMasking.Dealt;
import org.isopleth.masking.CoordinatorOutput.Fault;
import org.isopleth.masking.key.CurvePoint;
import org.isopleth.masking.key.KeySchedule;
import org.isopleth.masking.key.PublicKeys;
import org.isopleth.site.SiteId;

/// What the coordinator checks of a site's answer at the step it asked for, beyond the signature. Sites it
/// did not ask at that step, and answers it has already, never come here.
final class CoordinatorChecks {
    private CoordinatorChecks() {}

    /// The first fault of the answer, or none.
    static Optional<Fault> fault(Active state, SiteId site, Signed<? extends SiteMessage> signed) {
        Proposal proposal = state.course().proposal();
        return switch (state) {
            case CoordinatorMasking.Adverts adverts
            when signed.message() instanceof SiteMessage.Advert advert ->
                first(
                        wrong(
                                signed,
                                proposal.opening(),
                                advert.proposal().equals(state.course().asked())
                                        && advert.keys().site().equals(site)),
                        repeats(adverts.adverts().values(), advert.keys()));
            case CoordinatorMasking.SharesOfAll all
            when signed.message() instanceof SiteMessage.Shares shares ->
                wrong(
                        signed,
                        all.group().context(),
                        all.group().has(site)
                                && shares.shares().size()
                                        == all.group().roster().size());
            case CoordinatorMasking.Vectors vectors
            when signed.message() instanceof SiteMessage.Masked masked ->
                wrong(
                        signed,
                        vectors.dealt().group().context(),
                        masked.bytes() == proposal.vectorBytes()
                                && vectors.dealt().shares().containsKey(site)
                                && masked.senders().equals(senders(vectors.dealt())));
            case CoordinatorMasking.Agreements agreements
            when signed.message() instanceof SiteMessage.Agreement agreement ->
                wrong(
                        signed,
                        agreements.dealt().group().context(),
                        CoordinatorRounds.alive(agreements.survivors()).contains(site)
                                && agreement
                                        .survivors()
                                        .equals(agreements.survivors().digest()));
            case CoordinatorMasking.Openings openings
            when signed.message() instanceof SiteMessage.Unmasking unmasking ->
                first(
                        wrong(
                                signed,
                                openings.dealt().group().context(),
                                openings.asked().contains(site)),
                        shares(openings, site, unmasking));
            case CoordinatorMasking.Adverts _,
                    CoordinatorMasking.SharesOfAll _,
                    CoordinatorMasking.Vectors _,
                    CoordinatorMasking.Agreements _,
                    CoordinatorMasking.Openings _,
                    CoordinatorMasking.TakingOff _ -> Optional.of(Fault.WRONG_FORM);
        };
    }

    static Digest senders(Dealt dealt) {
        return dealt.group().digest(dealt.shares().keySet());
    }

    private static Optional<Fault> wrong(Signed<?> signed, Digest context, boolean form) {
        if (!signed.context().equals(context)) {
            return Optional.of(Fault.BAD_SIGNATURE);
        }
        return form ? Optional.empty() : Optional.of(Fault.WRONG_FORM);
    }

    private static Optional<Fault> first(Optional<Fault> one, Optional<Fault> other) {
        return one.or(() -> other);
    }

    private static Optional<Fault> repeats(Collection<Signed<SiteMessage.Advert>> adverts, PublicKeys keys) {
        boolean repeated = keys.sharing().equals(keys.masking())
                || adverts.stream()
                        .map(advert -> advert.message().keys())
                        .anyMatch(other -> shows(other, keys.sharing()) || shows(other, keys.masking()));
        return repeated ? Optional.of(Fault.REPEATED_KEY) : Optional.empty();
    }

    private static boolean shows(PublicKeys keys, CurvePoint point) {
        return keys.sharing().equals(point) || keys.masking().equals(point);
    }

    /// Exactly one share for each sender, of the right secret, and the one its dealer committed to.
    private static Optional<Fault> shares(
            CoordinatorMasking.Openings state, SiteId from, SiteMessage.Unmasking unmasking) {
        Dealt dealt = state.dealt();
        if (!unmasking.shares().keySet().equals(dealt.shares().keySet())) {
            return Optional.of(Fault.WRONG_FORM);
        }
        KeySchedule keys = dealt.group().keys();
        Set<SiteId> alive = CoordinatorRounds.alive(state.survivors());
        for (Map.Entry<SiteId, SiteMessage.Revealed> each : unmasking.shares().entrySet()) {
            SiteId dealer = each.getKey();
            SealedShares given = CoordinatorRounds.given(dealt, dealer, from);
            boolean right = switch (each.getValue()) {
                case SiteMessage.Revealed.OfSelfMask(var share) ->
                    alive.contains(dealer)
                            && keys.selfShareCommitment(dealer, from, share).equals(given.self());
                case SiteMessage.Revealed.OfKey(var share) ->
                    !alive.contains(dealer)
                            && keys.keyShareCommitment(dealer, from, share).equals(given.key());
            };
            if (!right) {
                return Optional.of(Fault.WRONG_SHARE);
            }
        }
        return Optional.empty();
    }
}
