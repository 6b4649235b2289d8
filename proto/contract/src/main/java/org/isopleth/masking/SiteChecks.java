package org.isopleth.masking;

import static org.isopleth.masking.RefusalException.unless;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.ledger.InclusionProof;
import org.isopleth.masking.Refusal.Reason;
import org.isopleth.masking.SiteMasking.HeldShares;
import org.isopleth.masking.key.CurvePoint;
import org.isopleth.masking.key.KeySchedule;
import org.isopleth.masking.key.PublicKeys;
import org.isopleth.masking.key.ShareBox;
import org.isopleth.masking.key.SigningKey;
import org.isopleth.masking.share.FieldElement;
import org.isopleth.site.SiteId;

/// Everything a hospital checks for itself before it answers; the coordinator is not trusted with any of it.
/// Each check ends in a [RefusalException] with its reason.
final class SiteChecks {
    private SiteChecks() {}

    /// R0: the terms are the site's own, the keys are pinned, the limits hold, the round is new.
    static void proposal(Signed<Proposal> signed, SitePosition position, MaskingHistory history) {
        Proposal proposal = signed.message();
        MaskingFloors floors = position.floors();
        int sites = proposal.roster().size();
        unless(
                proposal.coordinator().fingerprint().equals(position.coordinator())
                        && signed.sender().equals(Signed.COORDINATOR)
                        && signed.by(proposal.coordinator()),
                Reason.COORDINATOR_SIGNATURE);
        unless(signed.context().equals(proposal.opening()), Reason.WRONG_CONTEXT);
        unless(
                proposal.round().equals(position.round())
                        && proposal.plan().equals(position.plan())
                        && proposal.model().equals(position.model()),
                Reason.OTHER_TERMS);
        unless(proposal.words() == position.words() && proposal.length() == position.length(), Reason.OTHER_VECTOR);
        unless(sites <= floors.maximumSites(), Reason.TOO_MANY_SITES);
        Set<SigningKey> keys = new HashSet<>();
        for (Proposal.Member member : proposal.roster()) {
            unless(
                    member.key().fingerprint().equals(position.partners().get(member.site())),
                    Reason.UNPINNED_KEY,
                    member.site());
            unless(keys.add(member.key()), Reason.REPEATED_KEY, member.site());
        }
        unless(proposal.key(position.own()).isPresent(), Reason.NOT_INVITED);
        unless(sites >= floors.sites(proposal.threshold()), Reason.TOO_FEW_SITES);
        unless(proposal.threshold() >= floors.threshold(sites), Reason.LOW_THRESHOLD);
        unless(!history.has(proposal.round()), Reason.ALREADY_OPENED);
    }

    /// R1: every advert is its site's own answer to the very same proposal, and the own one is unchanged.
    static Group roster(SiteMasking.Advertised state, CoordinatorMessage.Roster roster) {
        Proposal proposal = state.course().proposal();
        List<PublicKeys> keys = new ArrayList<>();
        Set<CurvePoint> seen = new HashSet<>();
        for (Signed<SiteMessage.Advert> advert : roster.adverts()) {
            PublicKeys shown = advert.message().keys();
            Optional<SigningKey> signer = proposal.key(shown.site());
            unless(signer.isPresent(), Reason.BAD_LIST, shown.site());
            unless(
                    advert.sender().equals(shown.site().name())
                            && advert.context().equals(proposal.opening())
                            && advert.message().proposal().equals(proposal.payload())
                            && advert.by(signer.get()),
                    Reason.SITE_SIGNATURE,
                    shown.site());
            unless(seen.add(shown.sharing()) && seen.add(shown.masking()), Reason.REPEATED_KEY, shown.site());
            keys.add(shown);
        }
        List<SiteId> invited =
                proposal.roster().stream().map(Proposal.Member::site).toList();
        List<SiteId> present = keys.stream().map(PublicKeys::site).toList();
        unless(present.equals(invited.stream().filter(present::contains).toList()), Reason.BAD_LIST);
        SiteId own = state.course().own();
        unless(keys.contains(state.secrets().keys(own)), Reason.OWN_MESSAGE_CHANGED);
        unless(keys.size() >= state.course().floors().sites(proposal.threshold()), Reason.TOO_FEW_SITES);
        return Group.of(proposal, keys);
    }

    /// R2: every box opens to shares its sender committed to and signed; the own one is among them.
    static SortedMap<SiteId, HeldShares> deliveries(
            SiteMasking.Shared state, CoordinatorMessage.Deliveries deliveries) {
        SortedMap<SiteId, HeldShares> held = new TreeMap<>();
        List<SiteId> senders = deliveries.deliveries().stream()
                .map(CoordinatorMessage.Delivery::from)
                .toList();
        unless(state.group().ordered(senders), Reason.BAD_LIST);
        for (CoordinatorMessage.Delivery delivery : deliveries.deliveries()) {
            held.put(delivery.from(), opened(state, delivery));
        }
        unless(held.containsKey(state.course().own()), Reason.OWN_MESSAGE_CHANGED);
        unless(
                held.size()
                        >= state.course()
                                .floors()
                                .sites(state.course().proposal().threshold()),
                Reason.TOO_FEW_SITES);
        return held;
    }

    private static HeldShares opened(SiteMasking.Shared state, CoordinatorMessage.Delivery delivery) {
        Group group = state.group();
        KeySchedule keys = group.keys();
        SiteId from = delivery.from();
        SiteId own = state.course().own();
        int count = group.roster().size();
        Digest payload = SiteMessage.Shares.payload(delivery.self(), count, delivery.root());
        byte[] statement = Signed.statement(from.name(), group.context(), Step.SHARE, payload);
        unless(
                state.course().proposal().key(from).orElseThrow().signed(statement, delivery.signature())
                        && new InclusionProof(group.index(own), count, delivery.path())
                                .proves(delivery.shares().leaf(), delivery.root()),
                Reason.SITE_SIGNATURE,
                from);
        PublicKeys sender = group.of(from);
        byte[] key = keys.shareKey(
                state.secrets().sharing(),
                sender.sharing(),
                sender.sharing(),
                group.of(own).sharing());
        Optional<byte[]> content = ShareBox.open(
                key, keys.shareBinding(from, own), delivery.shares().box());
        unless(content.isPresent() && content.get().length == 2 * FieldElement.BYTES, Reason.BAD_SHARES, from);
        HeldShares shares = new HeldShares(
                new Bytes(Arrays.copyOf(content.get(), FieldElement.BYTES)),
                new Bytes(Arrays.copyOfRange(content.get(), FieldElement.BYTES, 2 * FieldElement.BYTES)));
        unless(
                FieldElement.isElement(shares.self())
                        && FieldElement.isElement(shares.key())
                        && keys.selfShareCommitment(from, own, shares.self())
                                .equals(delivery.shares().self())
                        && keys.keyShareCommitment(from, own, shares.key())
                                .equals(delivery.shares().key()),
                Reason.BAD_SHARES,
                from);
        return shares;
    }

    /// R3: the own vector is in the sum, every other one is signed over the same senders, enough are, and
    /// the set differs from each earlier one by none or by enough.
    static Set<SiteId> survivors(
            SiteMasking.Committed state, CoordinatorMessage.Survivors survivors, MaskingHistory history) {
        Group group = state.group();
        Proposal proposal = state.course().proposal();
        MaskingFloors floors = state.course().floors();
        List<SiteId> alive = survivors.survivors().stream()
                .map(CoordinatorMessage.Survivor::site)
                .toList();
        unless(group.ordered(alive) && state.held().keySet().containsAll(alive), Reason.BAD_LIST);
        Digest senders = group.digest(state.held().keySet());
        for (CoordinatorMessage.Survivor each : survivors.survivors()) {
            SiteMessage.Masked masked = new SiteMessage.Masked(each.vector(), proposal.vectorBytes(), senders);
            unless(
                    proposal.key(each.site())
                            .orElseThrow()
                            .signed(Signed.statement(each.site().name(), group.context(), masked), each.signature()),
                    Reason.SITE_SIGNATURE,
                    each.site());
        }
        unless(
                survivors.survivors().stream()
                        .anyMatch(each -> each.site().equals(state.course().own())
                                && each.vector().equals(state.vector())),
                Reason.OWN_MESSAGE_CHANGED);
        unless(alive.size() >= floors.survivors(proposal.threshold()), Reason.TOO_FEW_SURVIVORS);
        Set<SiteId> set = new HashSet<>(alive);
        unless(!history.tooClose(set, floors.guard()), Reason.TOO_CLOSE_TO_EARLIER);
        return set;
    }

    /// R4: enough survivors signed the very survivors this site signed, and the round was not opened meanwhile.
    static void agreements(SiteMasking.Agreed state, CoordinatorMessage.Agreements agreements, MaskingHistory history) {
        Proposal proposal = state.course().proposal();
        unless(!history.has(proposal.round()), Reason.ALREADY_OPENED);
        unless(!history.tooClose(state.alive(), state.course().floors().guard()), Reason.TOO_CLOSE_TO_EARLIER);
        for (Map.Entry<SiteId, Bytes> each : agreements.signatures().entrySet()) {
            unless(state.alive().contains(each.getKey()), Reason.BAD_LIST, each.getKey());
            byte[] statement = Signed.statement(
                    each.getKey().name(), state.group().context(), new SiteMessage.Agreement(state.survivors()));
            unless(
                    proposal.key(each.getKey()).orElseThrow().signed(statement, each.getValue()),
                    Reason.SITE_SIGNATURE,
                    each.getKey());
        }
        unless(agreements.signatures().size() >= proposal.threshold(), Reason.TOO_FEW_AGREEMENTS);
    }
}
