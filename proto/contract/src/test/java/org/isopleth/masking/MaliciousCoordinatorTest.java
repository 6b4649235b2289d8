package org.isopleth.masking;

import static org.isopleth.masking.TestConsortium.byCoordinator;
import static org.isopleth.masking.TestConsortium.bySite;
import static org.isopleth.masking.TestConsortium.site;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.CoordinatorMessage.Agreements;
import org.isopleth.masking.CoordinatorMessage.Deliveries;
import org.isopleth.masking.CoordinatorMessage.Delivery;
import org.isopleth.masking.CoordinatorMessage.Roster;
import org.isopleth.masking.CoordinatorMessage.Survivor;
import org.isopleth.masking.CoordinatorMessage.Survivors;
import org.isopleth.masking.Refusal.Reason;
import org.isopleth.masking.key.MaskedRound;
import org.isopleth.masking.key.MaskingException;
import org.isopleth.masking.key.PublicKeys;
import org.isopleth.masking.mask.WordSize;
import org.isopleth.site.SiteId;
import org.junit.jupiter.api.Test;

/// A coordinator that breaks the protocol, against hospitals that do not trust it: each attack is refused by
/// the hospital itself, with its reason, and nothing that opens a sum leaves.
class MaliciousCoordinatorTest {

    private static Proposal changed(Proposal p, UnaryOperator<List<Proposal.Member>> roster, int threshold) {
        return new Proposal(
                p.round(),
                p.plan(),
                p.model(),
                roster.apply(new ArrayList<>(p.roster())),
                p.coordinator(),
                threshold,
                p.minimumSurvivors(),
                p.words(),
                p.length());
    }

    private static Proposal terms(
            Proposal p, MaskedRound round, Digest plan, Digest model, WordSize words, int length) {
        return new Proposal(
                round, plan, model, p.roster(), p.coordinator(), p.threshold(), p.minimumSurvivors(), words, length);
    }

    /// Site 0 of five permitted sites, asked with this proposal.
    private static TestSite asked(Proposal proposal, MaskingFloors floors, MaskingHistory history) {
        TestSite site = new TestSite(site(0), 1);
        site.history = history;
        SitePosition own = TestConsortium.position(site(0), TestConsortium.proposal(5), floors);
        site.step(new SiteEvent.Proposed(
                byCoordinator(proposal, proposal.opening()), own, TestConsortium.secrets(1), history));
        return site;
    }

    private static void refused(Reason reason, TestSite site) {
        SiteMasking.Refused refused = assertInstanceOf(SiteMasking.Refused.class, site.state);
        assertEquals(reason, refused.refusal().reason());
        assertTrue(site.log.stream()
                .anyMatch(output ->
                        output instanceof SiteOutput.Send send && send.message() instanceof SiteMessage.Refused));
        if (reason != Reason.EQUIVOCATION) {
            assertFalse(openedAnything(site));
        }
    }

    private static void refused(Reason reason, SiteId named, TestSite site) {
        refused(reason, site);
        SiteMasking.Refused refused = assertInstanceOf(SiteMasking.Refused.class, site.state);
        assertEquals(Optional.of(named), refused.refusal().named());
    }

    private static boolean openedAnything(TestSite site) {
        return site.log.stream()
                .anyMatch(output ->
                        output instanceof SiteOutput.Send send && send.message() instanceof SiteMessage.Unmasking);
    }

    private static void refusedProposal(Reason reason, Proposal proposal) {
        refused(reason, asked(proposal, MaskingFloors.DEFAULT, MaskingHistory.NONE));
    }

    // R0: the proposal.

    @Test
    void an_honest_proposal_is_answered() {
        assertInstanceOf(
                SiteMasking.Advertised.class,
                asked(TestConsortium.proposal(5), MaskingFloors.DEFAULT, MaskingHistory.NONE).state);
    }

    @Test
    void two_invented_sites_beside_one_real_one_are_refused() {
        // The coordinator runs the enrolment authority: it can certify sites 7 and 8, but no permit pins them.
        Proposal five = TestConsortium.proposal(5);
        Proposal invented = changed(
                five,
                roster -> List.of(
                        roster.getFirst(),
                        new Proposal.Member(site(7), TestConsortium.key(site(7))),
                        new Proposal.Member(site(8), TestConsortium.key(site(8)))),
                3);
        refused(Reason.UNPINNED_KEY, site(7), asked(invented, MaskingFloors.DEFAULT, MaskingHistory.NONE));
    }

    @Test
    void a_key_of_its_own_under_a_partners_name_is_refused() {
        Proposal substituted = changed(
                TestConsortium.proposal(5),
                roster -> {
                    roster.set(2, new Proposal.Member(site(2), TestConsortium.key(site(9))));
                    return roster;
                },
                4);
        refused(Reason.UNPINNED_KEY, site(2), asked(substituted, MaskingFloors.DEFAULT, MaskingHistory.NONE));
    }

    @Test
    void a_proposal_without_the_coordinators_pinned_signature_is_refused() {
        Proposal proposal = TestConsortium.proposal(5);
        TestSite site = new TestSite(site(0), 1);
        Signed<Proposal> forged = byCoordinator(proposal, proposal.opening());
        site.proposed(
                new Signed<>(
                        forged.sender(),
                        forged.context(),
                        proposal,
                        bySite(site(1), new SiteMessage.Agreement(TestConsortium.PLAN), proposal.opening())
                                .signature()),
                MaskingFloors.DEFAULT,
                TestConsortium.secrets(1));
        refused(Reason.COORDINATOR_SIGNATURE, site);
    }

    @Test
    void a_roster_without_the_site_is_refused() {
        refusedProposal(Reason.NOT_INVITED, changed(TestConsortium.proposal(5), roster -> roster.subList(1, 5), 4));
    }

    @Test
    void a_lowered_threshold_is_refused_and_a_raised_one_taken() {
        for (int threshold = 1; threshold <= 3; threshold++) {
            refusedProposal(Reason.LOW_THRESHOLD, changed(TestConsortium.proposal(5), roster -> roster, threshold));
        }
        Proposal raised = changed(TestConsortium.proposal(5), roster -> roster, 5);
        assertInstanceOf(SiteMasking.Advertised.class, asked(raised, MaskingFloors.DEFAULT, MaskingHistory.NONE).state);
    }

    @Test
    void a_site_may_raise_each_floor() {
        Proposal five = TestConsortium.proposal(5);
        refused(Reason.LOW_THRESHOLD, asked(five, new MaskingFloors(3, 3, 5, 0, 128, 3), MaskingHistory.NONE));
        refused(Reason.TOO_FEW_SITES, asked(five, new MaskingFloors(6, 3, 0, 0, 128, 3), MaskingHistory.NONE));
        refused(Reason.TOO_FEW_SITES, asked(five, new MaskingFloors(3, 3, 0, 3, 128, 3), MaskingHistory.NONE));
        assertThrows(IllegalArgumentException.class, () -> new MaskingFloors(3, 2, 0, 0, 128, 3));
    }

    @Test
    void another_plan_model_round_or_vector_is_refused() {
        Proposal p = TestConsortium.proposal(5);
        Digest other = Digest.of("other");
        refusedProposal(Reason.OTHER_TERMS, terms(p, p.round(), other, p.model(), p.words(), p.length()));
        refusedProposal(Reason.OTHER_TERMS, terms(p, p.round(), p.plan(), other, p.words(), p.length()));
        MaskedRound later = TestConsortium.round(2, 1);
        refusedProposal(Reason.OTHER_TERMS, terms(p, later, p.plan(), p.model(), p.words(), p.length()));
        refusedProposal(Reason.OTHER_VECTOR, terms(p, p.round(), p.plan(), p.model(), WordSize.BITS_64, p.length()));
        refusedProposal(Reason.OTHER_VECTOR, terms(p, p.round(), p.plan(), p.model(), p.words(), p.length() + 1));
    }

    @Test
    void a_round_that_was_opened_is_never_answered_again() {
        MaskingHistory history = MaskingHistory.NONE.plus(
                new MaskingHistory.Opened(TestConsortium.round(1, 1), new HashSet<>(TestConsortium.sites(5))));
        Proposal again = TestConsortium.proposal(5, TestConsortium.round(1, 2), 4);
        TestSite site = new TestSite(site(0), 1);
        site.history = history;
        site.proposed(byCoordinator(again, again.opening()), MaskingFloors.DEFAULT, TestConsortium.secrets(1));
        refused(Reason.ALREADY_OPENED, site);
    }

    @Test
    void numbers_of_absurd_size_are_no_message() {
        Proposal p = TestConsortium.proposal(5);
        List<Proposal.Member> million =
                Collections.nCopies(1_000_000, p.roster().getFirst());
        assertThrows(MaskingException.class, () -> changed(p, _ -> million, 4));
        assertThrows(MaskingException.class, () -> changed(p, roster -> roster, 1_000_000));
        assertThrows(
                MaskingException.class, () -> terms(p, p.round(), p.plan(), p.model(), p.words(), Integer.MAX_VALUE));
        assertThrows(MaskingException.class, () -> MaskingMessageJson.readOfCoordinator(new byte[3 << 20]));
    }

    // R1: the roster.

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
        Proposal other = changed(round.proposal, roster -> roster, 5);
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

    // R2: the shares.

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

    // R3: the survivors.

    private static Survivors survivors(TestRound round) {
        return assertInstanceOf(Survivors.class, round.question(site(0)).message());
    }

    private static TestSite told(TestRound round, List<Survivor> survivors) {
        round.site(0).hear(byCoordinator(new Survivors(survivors), context(round)));
        return round.site(0);
    }

    private static List<Survivor> list(TestRound round) {
        return new ArrayList<>(survivors(round).survivors());
    }

    @Test
    void survivors_without_the_site_or_with_another_vector_of_it_are_refused() {
        TestRound round = held(Step.AGREE);
        refused(Reason.OWN_MESSAGE_CHANGED, told(round, list(round).subList(1, 5)));

        TestRound second = held(Step.AGREE);
        List<Survivor> changed = list(second);
        SiteMasking.Committed committed = assertInstanceOf(SiteMasking.Committed.class, second.site(0).state);
        SiteMessage.Masked other = new SiteMessage.Masked(
                Digest.of("other"),
                second.proposal.vectorBytes(),
                committed.group().digest(committed.held().keySet()));
        changed.set(
                0,
                new Survivor(
                        site(0),
                        other.vector(),
                        bySite(site(0), other, context(second)).signature()));
        refused(Reason.OWN_MESSAGE_CHANGED, told(second, changed));
    }

    @Test
    void survivors_that_did_not_sign_their_vector_are_refused() {
        TestRound round = held(Step.AGREE);
        List<Survivor> list = list(round);
        list.set(3, new Survivor(site(3), Digest.of("made up"), list.get(3).signature()));
        refused(Reason.SITE_SIGNATURE, site(3), told(round, list));
    }

    @Test
    void survivors_that_were_told_of_other_senders_are_noticed() {
        TestRound round = held(Step.AGREE);
        List<Survivor> list = list(round);
        SiteMasking.Committed committed = assertInstanceOf(SiteMasking.Committed.class, round.site(0).state);
        Set<SiteId> fewer = new HashSet<>(TestConsortium.sites(4));
        SiteMessage.Masked other = new SiteMessage.Masked(
                list.get(3).vector(),
                round.proposal.vectorBytes(),
                committed.group().digest(fewer));
        list.set(
                3,
                new Survivor(
                        site(3),
                        other.vector(),
                        bySite(site(3), other, context(round)).signature()));
        refused(Reason.SITE_SIGNATURE, site(3), told(round, list));
    }

    @Test
    void survivors_twice_or_from_outside_are_refused() {
        TestRound round = held(Step.AGREE);
        List<Survivor> twice = list(round);
        twice.add(twice.get(4));
        refused(Reason.BAD_LIST, told(round, twice));

        TestRound second = held(Step.AGREE);
        List<Survivor> outside = list(second);
        outside.set(
                4, new Survivor(site(7), outside.get(4).vector(), outside.get(4).signature()));
        refused(Reason.BAD_LIST, told(second, outside));
    }

    @Test
    void too_few_survivors_are_refused_also_all_but_one_gone() {
        for (int alive : new int[] {3, 1}) {
            TestRound round = held(Step.AGREE);
            refused(Reason.TOO_FEW_SURVIVORS, told(round, list(round).subList(0, alive)));
        }
        TestRound careful = new TestRound(5)
                .withFloors(new MaskingFloors(3, 5, 0, 0, 128, 3))
                .upTo(Step.AGREE);
        refused(Reason.TOO_FEW_SURVIVORS, told(careful, list(careful).subList(0, 4)));
    }

    @Test
    void survivors_that_differ_from_an_earlier_sum_by_one_site_are_refused() {
        TestRound round = held(Step.AGREE);
        MaskedRound earlier = TestConsortium.round(9, 1);
        round.site(0).history =
                MaskingHistory.NONE.plus(new MaskingHistory.Opened(earlier, new HashSet<>(TestConsortium.sites(5))));
        refused(Reason.TOO_CLOSE_TO_EARLIER, told(round, list(round).subList(0, 4)));

        TestRound same = held(Step.AGREE);
        same.site(0).history = round.site(0).history;
        assertInstanceOf(SiteMasking.Agreed.class, told(same, list(same)).state);
    }

    // R4: the signatures.

    private static Agreements agreements(TestRound round) {
        return assertInstanceOf(Agreements.class, round.question(site(0)).message());
    }

    private static TestSite opened(TestRound round, SortedMap<SiteId, Bytes> signatures) {
        round.site(0).hear(byCoordinator(new Agreements(signatures), context(round)));
        return round.site(0);
    }

    @Test
    void a_truncated_list_of_signatures_is_refused() {
        TestRound round = held(Step.UNMASK);
        TreeMap<SiteId, Bytes> three = new TreeMap<>(agreements(round).signatures());
        three.remove(site(4));
        three.remove(site(3));
        refused(Reason.TOO_FEW_AGREEMENTS, opened(round, three));
    }

    @Test
    void signatures_on_other_survivors_or_from_another_round_are_refused() {
        TestRound round = held(Step.UNMASK);
        TreeMap<SiteId, Bytes> forged = new TreeMap<>(agreements(round).signatures());
        SiteMessage.Agreement other = new SiteMessage.Agreement(Digest.of("other survivors"));
        forged.put(site(2), bySite(site(2), other, context(round)).signature());
        refused(Reason.SITE_SIGNATURE, site(2), opened(round, forged));

        TestRound second = held(Step.UNMASK);
        TreeMap<SiteId, Bytes> old = new TreeMap<>(agreements(second).signatures());
        SiteMasking.Agreed agreed = assertInstanceOf(SiteMasking.Agreed.class, second.site(0).state);
        old.put(
                site(2),
                bySite(site(2), new SiteMessage.Agreement(agreed.survivors()), Digest.of("older context"))
                        .signature());
        refused(Reason.SITE_SIGNATURE, site(2), opened(second, old));
    }

    @Test
    void different_survivors_for_different_sites_find_too_few_signatures() {
        // Sites 0 to 3 are told that 4 is lost, site 4 that 3 is lost: neither side has 4 signatures.
        TestRound round = held(Step.AGREE);
        List<Survivor> all = list(round);
        for (int i = 0; i < 2; i++) {
            round.site(i).hear(byCoordinator(new Survivors(all.subList(0, 4)), context(round)));
        }
        List<Survivor> others = new ArrayList<>(all);
        others.remove(3);
        for (int i : new int[] {2, 4}) {
            round.site(i).hear(byCoordinator(new Survivors(others), context(round)));
        }
        TreeMap<SiteId, Bytes> mixed = new TreeMap<>();
        for (int i : new int[] {0, 1, 2}) {
            SiteMasking.Agreed agreed = assertInstanceOf(SiteMasking.Agreed.class, round.site(i).state);
            mixed.put(
                    site(i),
                    bySite(site(i), new SiteMessage.Agreement(agreed.survivors()), context(round))
                            .signature());
        }
        refused(Reason.SITE_SIGNATURE, site(2), opened(round, mixed));
    }

    @Test
    void a_signature_of_a_site_outside_the_sum_does_not_count() {
        TestRound round = held(Step.UNMASK);
        TreeMap<SiteId, Bytes> more = new TreeMap<>(agreements(round).signatures());
        more.put(site(7), more.get(site(4)));
        refused(Reason.BAD_LIST, site(7), opened(round, more));
    }

    @Test
    void nothing_that_is_said_can_ask_for_both_shares_of_one_site() {
        TestRound round = new TestRound(5);
        round.run();
        List<SiteMessage.Unmasking> answers = round.sites.values().stream()
                .flatMap(site -> site.log.stream())
                .filter(output ->
                        output instanceof SiteOutput.Send send && send.message() instanceof SiteMessage.Unmasking)
                .map(output -> (SiteMessage.Unmasking) ((SiteOutput.Send) output).message())
                .toList();
        assertEquals(5, answers.size());
        answers.forEach(answer -> assertEquals(5, answer.shares().size()));
        // On the wire neither: a share is of one kind, and a name appears once.
        byte[] both =
                "{\"context\":\"%s\",\"message\":{\"kind\":\"unmasking\",\"shares\":{\"site-000\":{\"key\":\"%s\",\"self\":\"%s\"}}},\"sender\":\"site-001\",\"signature\":\"AA==\"}"
                        .formatted(
                                TestConsortium.PLAN.hex(),
                                new Bytes(new byte[32]).base64(),
                                new Bytes(new byte[32]).base64())
                        .getBytes(StandardCharsets.UTF_8);
        assertEquals(both.length, CanonicalJson.bytes(CanonicalJson.parse(both)).length);
        assertThrows(MaskingException.class, () -> MaskingMessageJson.readOfSite(both));
    }

    @Test
    void a_second_opening_of_the_same_attempt_is_refused_with_the_evidence() {
        TestRound round = held(Step.UNMASK);
        Signed<? extends CoordinatorMessage> first = round.question(site(0));
        TestSite site = round.site(0);
        site.hear(first);
        assertInstanceOf(SiteMasking.Opened.class, site.state);
        int said = site.log.size();
        site.hear(first);
        assertEquals(said, site.log.size(), "the same question again changes nothing");

        TreeMap<SiteId, Bytes> fewer = new TreeMap<>(agreements(round).signatures());
        fewer.remove(site(4));
        refused(Reason.EQUIVOCATION, opened(round, fewer));
        SiteOutput.Evidence evidence = site.log.stream()
                .filter(SiteOutput.Evidence.class::isInstance)
                .map(SiteOutput.Evidence.class::cast)
                .findFirst()
                .orElseThrow();
        // Anyone can check that the coordinator signed both.
        for (SiteOutput.Heard heard : List.of(evidence.first(), evidence.second())) {
            assertTrue(TestConsortium.coordinatorKey()
                    .signed(
                            Signed.statement(Signed.COORDINATOR, heard.context(), evidence.step(), heard.payload()),
                            heard.signature()));
        }
        assertEquals(
                1,
                site.log.stream()
                        .filter(output -> output instanceof SiteOutput.Send send
                                && send.message() instanceof SiteMessage.Unmasking)
                        .count());
    }

    @Test
    void a_second_attempt_that_runs_beside_the_first_opens_nothing() {
        TestRound round = held(Step.UNMASK);
        // Meanwhile another attempt at this round was opened.
        round.site(0).history = MaskingHistory.NONE.plus(
                new MaskingHistory.Opened(TestConsortium.round(1, 2), new HashSet<>(TestConsortium.sites(5))));
        refused(
                Reason.ALREADY_OPENED,
                opened(round, new TreeMap<>(agreements(round).signatures())));
    }
}
