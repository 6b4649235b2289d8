package org.isopleth.masking;

import static org.isopleth.masking.Refusals.refused;
import static org.isopleth.masking.TestConsortium.byCoordinator;
import static org.isopleth.masking.TestConsortium.bySite;
import static org.isopleth.masking.TestConsortium.site;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.Refusal.Reason;
import org.isopleth.masking.key.MaskedRound;
import org.isopleth.masking.key.MaskingException;
import org.isopleth.masking.mask.WordSize;
import org.junit.jupiter.api.Test;

/// R0: a coordinator that proposes what the hospital did not permit is refused by the hospital itself, with the
/// reason.
class MaliciousProposalTest {

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

    private static void refusedProposal(Reason reason, Proposal proposal) {
        refused(reason, asked(proposal, MaskingFloors.DEFAULT, MaskingHistory.NONE));
    }

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
        Proposal invented = TestConsortium.changed(
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
        Proposal substituted = TestConsortium.changed(
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
        refusedProposal(
                Reason.NOT_INVITED,
                TestConsortium.changed(TestConsortium.proposal(5), roster -> roster.subList(1, 5), 4));
    }

    @Test
    void a_lowered_threshold_is_refused_and_a_raised_one_taken() {
        for (int threshold = 1; threshold <= 3; threshold++) {
            refusedProposal(
                    Reason.LOW_THRESHOLD,
                    TestConsortium.changed(TestConsortium.proposal(5), roster -> roster, threshold));
        }
        Proposal raised = TestConsortium.changed(TestConsortium.proposal(5), roster -> roster, 5);
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
        assertThrows(MaskingException.class, () -> TestConsortium.changed(p, _ -> million, 4));
        assertThrows(MaskingException.class, () -> TestConsortium.changed(p, roster -> roster, 1_000_000));
        assertThrows(
                MaskingException.class, () -> terms(p, p.round(), p.plan(), p.model(), p.words(), Integer.MAX_VALUE));
        assertThrows(MaskingException.class, () -> MaskingMessageJson.readOfCoordinator(new byte[3 << 20]));
    }
}
