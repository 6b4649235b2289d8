package org.isopleth.masking;

import static org.isopleth.masking.Refusals.refused;
import static org.isopleth.masking.TestConsortium.byCoordinator;
import static org.isopleth.masking.TestConsortium.bySite;
import static org.isopleth.masking.TestConsortium.site;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.CoordinatorMessage.Deliveries;
import org.isopleth.masking.CoordinatorMessage.Delivery;
import org.isopleth.masking.CoordinatorMessage.Roster;
import org.isopleth.masking.Refusal.Reason;
import org.isopleth.masking.key.PublicKeys;
import org.junit.jupiter.api.Test;

/// R1 and R2: a coordinator that changes keys or shares on their way, or shows different ones to different
/// hospitals, is refused by the hospital itself, with the reason; no vector leaves.
class MaliciousRosterTest {

    private static TestRound held(Step step) {
        return new TestRound(5).upTo(step);
    }

    private static Roster roster(TestRound round) {
        return assertInstanceOf(Roster.class, round.question(site(0)).message());
    }

    private static TestSite shown(TestRound round, Roster roster) {
        round.site(0).hear(byCoordinator(roster, round.proposal.opening()));
        return round.site(0);
    }

    private static List<Signed<SiteMessage.Advert>> adverts(TestRound round) {
        return new ArrayList<>(roster(round).adverts());
    }

    @Test
    void substituted_keys_are_refused_because_the_site_did_not_sign_them() {
        TestRound round = held(Step.SHARE);
        List<Signed<SiteMessage.Advert>> adverts = adverts(round);
        Signed<SiteMessage.Advert> honest = adverts.get(2);
        SiteMessage.Advert false2 = new SiteMessage.Advert(
                honest.message().proposal(), TestConsortium.secrets(99).keys(site(2)));
        adverts.set(2, new Signed<>(honest.sender(), honest.context(), false2, honest.signature()));
        refused(Reason.SITE_SIGNATURE, site(2), shown(round, new Roster(adverts)));
    }

    @Test
    void the_own_keys_changed_or_left_out_are_refused() {
        TestRound round = held(Step.SHARE);
        List<Signed<SiteMessage.Advert>> adverts = adverts(round);
        refused(Reason.OWN_MESSAGE_CHANGED, shown(round, new Roster(adverts.subList(1, 5))));

        TestRound second = held(Step.SHARE);
        List<Signed<SiteMessage.Advert>> replayed = adverts(second);
        SiteMessage.Advert older = new SiteMessage.Advert(
                second.proposal.payload(), TestConsortium.secrets(99).keys(site(0)));
        replayed.set(0, bySite(site(0), older, second.proposal.opening()));
        refused(Reason.OWN_MESSAGE_CHANGED, shown(second, new Roster(replayed)));
    }

    @Test
    void one_key_under_two_names_is_refused() {
        TestRound round = held(Step.SHARE);
        List<Signed<SiteMessage.Advert>> adverts = adverts(round);
        var copied = adverts.get(1).message().keys();
        SiteMessage.Advert colluder = new SiteMessage.Advert(
                round.proposal.payload(), new PublicKeys(site(2), copied.sharing(), copied.masking(), copied.nonce()));
        adverts.set(2, bySite(site(2), colluder, round.proposal.opening()));
        refused(Reason.REPEATED_KEY, site(2), shown(round, new Roster(adverts)));
    }

    @Test
    void a_partner_that_was_told_other_terms_is_noticed() {
        TestRound round = held(Step.SHARE);
        List<Signed<SiteMessage.Advert>> adverts = adverts(round);
        Proposal other = TestConsortium.changed(round.proposal, roster -> roster, 5);
        SiteMessage.Advert advert =
                new SiteMessage.Advert(other.payload(), adverts.get(3).message().keys());
        adverts.set(3, bySite(site(3), advert, round.proposal.opening()));
        refused(Reason.SITE_SIGNATURE, site(3), shown(round, new Roster(adverts)));
    }

    @Test
    void sites_from_outside_twice_or_in_another_order_are_refused() {
        TestRound round = held(Step.SHARE);
        List<Signed<SiteMessage.Advert>> adverts = adverts(round);
        SiteMessage.Advert stranger = new SiteMessage.Advert(
                round.proposal.payload(), TestConsortium.secrets(7).keys(site(7)));
        adverts.add(bySite(site(7), stranger, round.proposal.opening()));
        refused(Reason.BAD_LIST, site(7), shown(round, new Roster(adverts)));

        TestRound second = held(Step.SHARE);
        refused(Reason.BAD_LIST, shown(second, new Roster(adverts(second).reversed())));

        TestRound third = held(Step.SHARE);
        List<Signed<SiteMessage.Advert>> twice = adverts(third);
        twice.add(twice.get(4));
        refused(Reason.REPEATED_KEY, site(4), shown(third, new Roster(twice)));
    }

    @Test
    void too_small_a_roster_is_refused() {
        TestRound round = held(Step.SHARE);
        refused(Reason.TOO_FEW_SITES, shown(round, new Roster(adverts(round).subList(0, 3))));
    }

    @Test
    void different_rosters_for_different_sites_end_before_any_vector_leaves() {
        TestRound round = held(Step.SHARE);
        List<Signed<SiteMessage.Advert>> four = adverts(round).subList(0, 4);
        round.held.put(site(0), byCoordinator(new Roster(four), round.proposal.opening()));
        round.release();
        // Site 0's shares belong to another context: the coordinator that forwards them anyway is caught below.
        assertInstanceOf(SiteMasking.Shared.class, round.site(0).state);
        assertArrayEquals(new byte[0], round.site(0).masked);

        TestRound forwarding = held(Step.MASK);
        Deliveries honest = deliveries(forwarding);
        TestRound other = new TestRound(5);
        other.upTo(Step.SHARE);
        TestSite victim = other.site(0);
        victim.hear(byCoordinator(new Roster(adverts(other).subList(0, 4)), other.proposal.opening()));
        SiteMasking.Shared shared = assertInstanceOf(SiteMasking.Shared.class, victim.state);
        victim.hear(byCoordinator(
                new Deliveries(honest.deliveries().subList(0, 4)),
                shared.group().context()));
        refused(Reason.SITE_SIGNATURE, site(0), victim);
    }

    @Test
    void the_steps_of_another_attempt_are_refused() {
        TestRound round = held(Step.SHARE);
        Proposal next = TestConsortium.proposal(5, TestConsortium.round(1, 2), 4);
        round.site(0).hear(byCoordinator(roster(round), next.opening()));
        refused(Reason.WRONG_CONTEXT, round.site(0));
    }

    @Test
    void a_question_out_of_order_is_refused() {
        TestRound late = held(Step.AGREE);
        TestRound early = held(Step.SHARE);
        early.site(0).hear(late.question(site(0)));
        refused(Reason.OUT_OF_ORDER, early.site(0));
    }

    private static Deliveries deliveries(TestRound round) {
        return assertInstanceOf(Deliveries.class, round.question(site(0)).message());
    }

    private static Digest context(TestRound round) {
        return round.question(site(0)).context();
    }

    private static TestSite delivered(TestRound round, Deliveries deliveries) {
        round.site(0).hear(byCoordinator(deliveries, context(round)));
        return round.site(0);
    }

    @Test
    void shares_their_sender_did_not_seal_are_refused() {
        TestRound round = held(Step.MASK);
        List<Delivery> list = new ArrayList<>(deliveries(round).deliveries());
        Delivery honest = list.get(2);
        byte[] box = honest.shares().box().array();
        box[40] ^= 1;
        SealedShares broken = new SealedShares(
                new Bytes(box), honest.shares().self(), honest.shares().key());
        list.set(
                2,
                new Delivery(honest.from(), honest.self(), broken, honest.path(), honest.root(), honest.signature()));
        refused(Reason.SITE_SIGNATURE, site(2), delivered(round, new Deliveries(list)));
        assertArrayEquals(new byte[0], round.site(0).masked);
    }

    @Test
    void another_sites_shares_and_too_few_senders_are_refused() {
        TestRound round = held(Step.MASK);
        Deliveries ofAnother =
                assertInstanceOf(Deliveries.class, round.question(site(1)).message());
        refused(Reason.SITE_SIGNATURE, site(0), delivered(round, ofAnother));

        TestRound few = held(Step.MASK);
        refused(
                Reason.TOO_FEW_SITES,
                delivered(few, new Deliveries(deliveries(few).deliveries().subList(0, 3))));

        TestRound without = held(Step.MASK);
        refused(
                Reason.OWN_MESSAGE_CHANGED,
                delivered(
                        without, new Deliveries(deliveries(without).deliveries().subList(1, 5))));
    }
}
