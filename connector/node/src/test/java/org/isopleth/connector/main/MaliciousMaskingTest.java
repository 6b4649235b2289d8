package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Tally;
import org.isopleth.exchange.Message;
import org.isopleth.ledger.LedgerEntry;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.PolicyRule;
import org.isopleth.masking.Proposal;
import org.isopleth.masking.Refusal;
import org.isopleth.masking.SiteMessage;
import org.isopleth.masking.key.SigningKey;
import org.isopleth.round.RoundId;
import org.isopleth.site.Role;
import org.isopleth.site.SiteId;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.tensor.Contribution;
import org.isopleth.wire.identity.IdentityFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a running connector refuses a coordinator that lies in masked rounds, and what its ledger says of it.
class MaliciousMaskingTest {
    private static final Study STUDY = TestStudies.masked("malicious");
    private static final SortedMap<SiteId, AnalysisTable> TABLES = TestStudies.threeTables();

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // Started before each test.
    private Hospital hospital;

    @SuppressWarnings("NullAway.Init") // Made before each test.
    private MaskedConversation conversation;

    @BeforeEach
    void ready() throws Exception {
        hospital = new Hospital(folder.resolve("site"), Objects.requireNonNull(TABLES.get(MaskedConversation.OWN)));
        hospital.start();
        conversation = new MaskedConversation(hospital, STUDY, TABLES);
        conversation.ready();
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    @Test
    void two_invented_sites_beside_the_real_one_get_nothing() throws Exception {
        MaskedConversation.Round honest = conversation.totalsRound(0, 1);
        List<Proposal.Member> roster = new ArrayList<>();
        roster.add(honest.proposal().roster().getFirst());
        for (String name : List.of("borealis", "cygnus")) {
            IdentityFolder invented = hospital.consortium.member(name, Role.SITE, hospital.coordinator.port());
            SigningKey key = new SigningKey(new Bytes(
                    invented.signing().chain().getFirst().getPublicKey().getEncoded()));
            roster.add(new Proposal.Member(new SiteId(name), key));
        }
        assertEquals(Refusal.Reason.UNPINNED_KEY, refusal(honest, with(honest.proposal(), roster)));
        assertLogged("unpinned-key");
    }

    @Test
    void another_state_than_the_one_that_is_masked_gets_nothing() throws Exception {
        MaskedConversation.Round honest = conversation.totalsRound(0, 1);
        Digest other = hospital.coordinator.publish(
                Json.object().with("round", "other").build());
        MaskedConversation.Round round = new MaskedConversation.Round(
                honest.id(), other, honest.proposal(), honest.declarations(), honest.contributions());
        assertEquals(Refusal.Reason.OTHER_TERMS, refusal(round, honest.proposal()));
        assertLogged("other-terms");
    }

    @Test
    void a_round_that_is_not_masked_gets_nothing() throws Exception {
        conversation.totals(0);
        Digest state = hospital.coordinator.publish(
                conversation.prepared(0).atCoordinator().start());
        Message.Withheld withheld = conversation.start.openInVain(new RoundId(STUDY.digest(), 0, 1, 1), state);
        assertEquals("rules", withheld.reason());
        assertTrue(withheld.rules().contains("release-level"), withheld.rules().toString());
    }

    @Test
    void a_masked_round_of_a_site_level_study_gets_nothing() throws Exception {
        Study plain = TestStudies.study("plain", ReleaseLevel.SITE_LEVEL);
        MaskedConversation other = new MaskedConversation(hospital, plain, TABLES);
        other.ready();
        assertEquals(
                List.of("release-level"),
                withheld(other, other.totalsRound(0, 1)).rules());
    }

    @Test
    void a_round_before_the_totals_gets_nothing() throws Exception {
        assertEquals(
                "round-unknown", withheld(conversation, first(conversation)).reason());
    }

    @Test
    void totals_without_this_sites_part_end_the_analysis_here() throws Exception {
        PreparedAnalysis prepared = conversation.prepared(0);
        Contribution others = Contribution.zero(Tally.declare(prepared.tally()));
        conversation.falseTotals(0, others);
        Message.Withheld withheld = withheld(conversation, first(conversation));
        assertEquals("rules", withheld.reason());
        assertTrue(withheld.rules().contains("totals"), withheld.rules().toString());
    }

    @Test
    void totals_that_are_this_sites_part_alone_end_the_analysis_here() throws Exception {
        conversation.falseTotals(0, conversation.totalsRound(0, 1).plain(MaskedConversation.OWN));
        Message.Withheld withheld = withheld(conversation, first(conversation));
        assertEquals("rules", withheld.reason());
        assertEquals(List.of("rows"), withheld.rules(), "nobody else has patients, and no later rule is applied");
    }

    @Test
    void a_later_round_over_fewer_sites_gets_nothing() throws Exception {
        conversation.totals(0);
        MaskedConversation.Round round = first(conversation);
        List<Proposal.Member> fewer = round.proposal().roster().subList(0, 2);
        Proposal proposal = new Proposal(
                round.proposal().round(),
                round.proposal().plan(),
                round.proposal().model(),
                fewer,
                round.proposal().coordinator(),
                2,
                2,
                round.proposal().words(),
                round.proposal().length());
        assertEquals(Refusal.Reason.TOO_FEW_SITES, refusal(round, proposal));
        assertLogged("too-few-sites");
    }

    @Test
    void a_sum_that_was_opened_is_never_asked_for_again() throws Exception {
        conversation.totals(0);
        MaskedConversation.Round again = conversation.totalsRound(0, 2);
        assertEquals(Refusal.Reason.ALREADY_OPENED, refusal(again, again.proposal()));
        MaskedConversation.Round first = first(conversation);
        conversation.sum(first);
        MaskedConversation.Round second = conversation.attempt(first, 2);
        assertEquals(Refusal.Reason.ALREADY_OPENED, refusal(second, second.proposal()));
        assertLogged("already-opened", "already-opened");
    }

    private static MaskedConversation.Round first(MaskedConversation conversation) {
        PreparedAnalysis prepared = conversation.prepared(0);
        RoundId id = new RoundId(conversation.study.digest(), 0, 1, 1);
        return conversation.round(prepared, id, prepared.atCoordinator().start());
    }

    private static Proposal with(Proposal proposal, List<Proposal.Member> roster) {
        return new Proposal(
                proposal.round(),
                proposal.plan(),
                proposal.model(),
                roster,
                proposal.coordinator(),
                proposal.threshold(),
                proposal.minimumSurvivors(),
                proposal.words(),
                proposal.length());
    }

    /// What the site says to a proposal that it must refuse.
    private Refusal.Reason refusal(MaskedConversation.Round round, Proposal proposal) throws InterruptedException {
        int from = hospital.coordinator.said().size();
        conversation.send(round, conversation.signed(proposal, proposal.opening()));
        MaskedConversation.Heard heard = conversation.answer(round, from);
        return assertInstanceOf(SiteMessage.Refused.class, heard.signed().message())
                .refusal()
                .reason();
    }

    /// How the site answers a round that its gate must refuse.
    private Message.Withheld withheld(MaskedConversation where, MaskedConversation.Round round)
            throws InterruptedException {
        where.send(round, where.signed(round.proposal(), round.proposal().opening()));
        return hospital.coordinator.await(message ->
                message instanceof Message.Withheld withheld && withheld.round().equals(round.id())
                        ? Optional.of(withheld)
                        : Optional.empty());
    }

    private void assertLogged(String... reasons) {
        hospital.stop();
        List<String> logged = hospital.ledger().stream()
                .map(LedgerEntry::occurrence)
                .filter(occurrence -> occurrence.event() == LedgerEvent.MASKING_REFUSED)
                .flatMap(occurrence -> occurrence.details().policy().stream())
                .flatMap(decision -> decision.rules().stream())
                .map(PolicyRule::id)
                .toList();
        assertEquals(List.of(reasons), logged);
    }
}
