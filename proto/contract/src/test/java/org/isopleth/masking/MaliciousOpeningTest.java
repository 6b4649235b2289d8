package org.isopleth.masking;

import static org.isopleth.masking.Refusals.refused;
import static org.isopleth.masking.TestConsortium.byCoordinator;
import static org.isopleth.masking.TestConsortium.bySite;
import static org.isopleth.masking.TestConsortium.site;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.CoordinatorMessage.Agreements;
import org.isopleth.masking.CoordinatorMessage.Survivor;
import org.isopleth.masking.CoordinatorMessage.Survivors;
import org.isopleth.masking.Refusal.Reason;
import org.isopleth.masking.key.MaskedRound;
import org.isopleth.masking.key.MaskingException;
import org.isopleth.site.SiteId;
import org.junit.jupiter.api.Test;

/// R3 and R4: a coordinator that asks to open another sum than the one all agreed on is refused by the hospital
/// itself, with the reason; nothing that opens a sum leaves.
class MaliciousOpeningTest {

    private static TestRound held(Step step) {
        return new TestRound(5).upTo(step);
    }

    private static Digest context(TestRound round) {
        return round.question(site(0)).context();
    }

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
