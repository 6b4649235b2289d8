package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.connector.permit.PermitPolicy;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.exchange.Message;
import org.isopleth.exchange.MessageJson;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.ledger.LedgerEntry;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerOutcome;
import org.isopleth.masking.MaskingFloors;
import org.isopleth.round.RoundId;
import org.isopleth.site.Role;
import org.isopleth.site.SiteId;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Permit;
import org.isopleth.study.Permit.RefusalReason;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.v1.Envelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A coordinator that does not keep to the rules gets nothing, and the ledger says that it tried.
class MaliciousCoordinatorTest {
    private static final Study STUDY = TestStudies.study("honest", ReleaseLevel.SITE_LEVEL);

    @TempDir
    Path folder;

    private Hospital hospital;
    private FakeCoordinator coordinator;

    @BeforeEach
    void start() throws Exception {
        hospital = new Hospital(folder.resolve("site"), TestStudies.table(60, 2));
        coordinator = hospital.coordinator;
        hospital.start();
    }

    @AfterEach
    void stop() {
        hospital.close();
    }

    @Test
    void a_study_whose_signature_is_another_ones_is_refused() throws Exception {
        StudyOffer honest = hospital.offer(STUDY);
        StudyOffer other = hospital.offer(TestStudies.study("other", ReleaseLevel.SITE_LEVEL));
        StudyOffer forged =
                new StudyOffer(STUDY, honest.scientist(), other.signature(), honest.coordinator(), honest.partners());
        assertEquals(refused(RefusalReason.NOT_AUTHENTIC), decisionOn(forged));
    }

    @Test
    void an_unsigned_study_is_refused() throws Exception {
        StudyOffer honest = hospital.offer(STUDY);
        StudyOffer unsigned = new StudyOffer(
                STUDY, honest.scientist(), new Bytes(new byte[0]), honest.coordinator(), honest.partners());
        assertEquals(refused(RefusalReason.NOT_AUTHENTIC), decisionOn(unsigned));
    }

    @Test
    void a_study_signed_by_a_site_instead_of_a_scientist_is_refused() throws Exception {
        StudyOffer signedBySite =
                TestConsortium.offer(STUDY, hospital.partner, coordinator.identity(), hospital.site, hospital.partner);
        assertEquals(refused(RefusalReason.NOT_AUTHENTIC), decisionOn(signedBySite));
    }

    @Test
    void a_partner_under_another_name_is_refused() throws Exception {
        StudyOffer honest = hospital.offer(STUDY);
        Map<SiteId, StudyOffer.Chain> partners = new TreeMap<>(honest.partners());
        partners.put(new SiteId("invented"), TestConsortium.chain(hospital.partner));
        partners.remove(new SiteId("borealis"));
        assertEquals(refused(RefusalReason.NOT_AUTHENTIC), decisionOn(with(honest, partners)));
    }

    @Test
    void one_partner_under_two_names_is_refused() throws Exception {
        StudyOffer honest = hospital.offer(STUDY);
        Map<SiteId, StudyOffer.Chain> partners = new TreeMap<>(honest.partners());
        partners.put(new SiteId("invented"), TestConsortium.chain(hospital.partner));
        assertEquals(refused(RefusalReason.NOT_AUTHENTIC), decisionOn(with(honest, partners)));
    }

    @Test
    void a_partner_certified_by_another_authority_is_refused() throws Exception {
        TestConsortium elsewhere = new TestConsortium(java.time.Instant.now());
        IdentityFolder stranger = elsewhere.member("borealis", Role.SITE, coordinator.port());
        StudyOffer offer =
                TestConsortium.offer(STUDY, hospital.scientist, coordinator.identity(), hospital.site, stranger);
        assertEquals(refused(RefusalReason.NOT_AUTHENTIC), decisionOn(offer));
    }

    @Test
    void another_key_in_this_sites_own_place_is_refused() throws Exception {
        IdentityFolder double_ = hospital.consortium.member("aurora", Role.SITE, coordinator.port());
        StudyOffer offer =
                TestConsortium.offer(STUDY, hospital.scientist, coordinator.identity(), double_, hospital.partner);
        assertEquals(refused(RefusalReason.NOT_AUTHENTIC), decisionOn(offer));
    }

    @Test
    void a_certificate_that_cannot_be_read_is_refused() throws Exception {
        StudyOffer honest = hospital.offer(STUDY);
        Map<SiteId, StudyOffer.Chain> partners = new TreeMap<>(honest.partners());
        partners.put(new SiteId("borealis"), new StudyOffer.Chain(List.of(new Bytes(new byte[] {1, 2, 3}))));
        assertEquals(refused(RefusalReason.NOT_AUTHENTIC), decisionOn(with(honest, partners)));
    }

    @Test
    void a_release_level_the_policy_excludes_is_refused() throws Exception {
        hospital.stop();
        hospital.policy = new PermitPolicy(
                PermitPolicy.Mode.AUTOMATIC,
                new PermitPolicy.Conditions(Set.of(ReleaseLevel.SUM_ONLY), Optional.empty(), Optional.empty()),
                SitePolicy.FLOORS,
                MaskingFloors.DEFAULT,
                Duration.ofDays(30));
        hospital.start();
        assertEquals(refused(RefusalReason.RELEASE_LEVEL), decisionOn(hospital.offer(STUDY)));
    }

    @Test
    void an_analysis_this_release_does_not_know_is_refused() throws Exception {
        Study unknown = TestStudies.study(
                "unknown",
                ReleaseLevel.SITE_LEVEL,
                STUDY.variables(),
                List.of(new AnalysisPlan(
                        AnalysisId.parse("summary@2"), "later", Json.object().build())));
        assertEquals(refused(RefusalReason.UNKNOWN_ANALYSIS), decisionOn(hospital.offer(unknown)));
    }

    @Test
    void after_the_permit_other_keys_end_the_agreement() throws Exception {
        Conversation conversation = permitted();
        conversation.getReady();
        IdentityFolder swapped = hospital.consortium.member("borealis", Role.SITE, coordinator.port());
        StudyOffer again =
                TestConsortium.offer(STUDY, hospital.scientist, coordinator.identity(), hospital.site, swapped);
        coordinator.send(new Message.Offered(STUDY.digest(), again.json(), Conversation.soon()));

        Message.Withheld withheld = conversation.openInVain(round(0), firstState(conversation));
        assertEquals("permit-invalid", withheld.reason());
        assertEquals(0, coordinator.uploadsReceived());
        assertLogged(LedgerEvent.STUDY_RECEIVED, LedgerOutcome.REFUSED);
    }

    @Test
    void a_coordinator_with_another_key_ends_the_agreement() throws Exception {
        Conversation conversation = permitted();
        conversation.getReady();
        IdentityFolder other = hospital.consortium.member("coordinator", Role.COORDINATOR, coordinator.port());
        StudyOffer again = TestConsortium.offer(STUDY, hospital.scientist, other, hospital.site, hospital.partner);
        coordinator.send(new Message.Offered(STUDY.digest(), again.json(), Conversation.soon()));

        assertEquals(
                "permit-invalid",
                conversation.openInVain(round(0), firstState(conversation)).reason());
    }

    @Test
    void sites_that_were_not_offered_end_the_agreement() throws Exception {
        Conversation conversation = permitted();
        coordinator.send(new Message.GetReady(STUDY.digest(), List.of("aurora", "invented"), Conversation.soon()));

        assertEquals(
                "permit-invalid",
                conversation.openInVain(round(0), firstState(conversation)).reason());
        assertTrue(coordinator.said().stream().noneMatch(Message.Ready.class::isInstance));
    }

    @Test
    void a_round_without_any_permit_gets_nothing() throws Exception {
        Conversation conversation = new Conversation(coordinator, hospital.offer(STUDY));
        assertEquals(
                "permit-missing",
                conversation.openInVain(round(0), firstState(conversation)).reason());
        assertLogged(LedgerEvent.ROUND_RECEIVED, LedgerOutcome.REFUSED);
    }

    @Test
    void a_round_of_a_refused_study_gets_nothing() throws Exception {
        Study unknown = TestStudies.study(
                "unknown",
                ReleaseLevel.SITE_LEVEL,
                STUDY.variables(),
                List.of(new AnalysisPlan(
                        AnalysisId.parse("summary@2"), "later", Json.object().build())));
        Conversation conversation = new Conversation(coordinator, hospital.offer(unknown));
        conversation.offer();
        conversation.permit();
        RoundId round = new RoundId(unknown.digest(), 0, 1, 1);
        assertEquals(
                "permit-refused",
                conversation.openInVain(round, Digest.of("a state")).reason());
    }

    @Test
    void a_state_that_does_not_have_its_digest_gets_nothing() throws Exception {
        Conversation conversation = ready();
        Digest promised = Digest.of("promised");
        coordinator.publish(promised, "{\"stage\":\"centre\"}".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "blob-mismatch", conversation.openInVain(round(0), promised).reason());
        assertEquals(0, coordinator.uploadsReceived());
    }

    @Test
    void a_state_that_is_not_there_gets_nothing() throws Exception {
        Conversation conversation = ready();
        assertEquals(
                "blob-unknown",
                conversation.openInVain(round(0), Digest.of("nowhere")).reason());
    }

    @Test
    void a_state_that_makes_no_sense_costs_its_round_only() throws Exception {
        Conversation conversation = ready();
        byte[] nonsense = "not json".getBytes(StandardCharsets.UTF_8);
        Digest digest = coordinator.publish(Digest.of(nonsense), nonsense);
        assertEquals(
                "request-invalid", conversation.openInVain(round(0), digest).reason());
        Digest empty = coordinator.publish(Json.object().with("stage", 3).build());
        RoundId next = new RoundId(STUDY.digest(), 1, 1, 1);
        assertEquals("internal", conversation.openInVain(next, empty).reason());
        RoundId beyond = new RoundId(STUDY.digest(), 7, 1, 1);
        assertEquals("round-unknown", conversation.openInVain(beyond, empty).reason());
    }

    @Test
    void a_round_asked_again_with_another_state_ends_the_agreement() throws Exception {
        Conversation conversation = ready();
        Digest first = firstState(conversation);
        conversation.open(round(0), first);
        Digest other = coordinator.publish(Json.object()
                .with("stage", "spread")
                .with("patients", 60)
                .withNumbers("counts", 0, 60, 0, 60, 0, 30, 30)
                .withNumbers("means", 1, 1)
                .build());
        coordinator.send(new Message.RoundOpened(round(0), other, Conversation.soon()));
        RoundId next = new RoundId(STUDY.digest(), 0, 1, 2);
        assertEquals("permit-invalid", conversation.openInVain(next, other).reason());
        assertEquals(1, coordinator.uploadsReceived());
    }

    @Test
    void more_joint_rounds_than_planned_are_refused_by_the_gate() throws Exception {
        Conversation conversation = ready();
        conversation.analyse(1);
        // A restart may ask the same questions again, not new ones.
        Json.Obj state = conversation.prepared(1).atCoordinator().start();
        conversation.open(new RoundId(STUDY.digest(), 1, 2, 1), coordinator.publish(state));
        List<String> broken = List.of();
        for (int number = 1; number <= 6 && broken.isEmpty(); number++) {
            Json.Obj fresh = aroundOtherCentres(conversation, number);
            RoundId round = new RoundId(STUDY.digest(), 1, 3, number);
            Digest digest = coordinator.publish(fresh);
            coordinator.send(new Message.RoundOpened(round, digest, Conversation.soon()));
            broken = coordinator.await(message -> switch (message) {
                case Message.Withheld withheld when withheld.round().equals(round) -> Optional.of(withheld.rules());
                case Message.Contributed sent when sent.round().equals(round) -> Optional.of(List.<String>of());
                default -> Optional.empty();
            });
        }
        assertEquals(List.of("planned-rounds"), broken);
    }

    /// The state of a joint round around centres nobody has asked for before.
    private static Json.Obj aroundOtherCentres(Conversation conversation, int number) {
        Json.Builder changed = Json.object();
        conversation.lastJointState().members().forEach((name, value) -> {
            if (name.equals("means")) {
                double[] means = value.asNumbers();
                means[0] += number / 16.0;
                changed.withNumbers(name, means);
            } else {
                changed.with(name, value);
            }
        });
        return changed.build();
    }

    @Test
    void messages_nobody_can_understand_have_no_effect_and_harm_nobody() throws Exception {
        Random random = new Random(7);
        coordinator.awaitConnections(1);
        byte[] good = CanonicalJson.bytes(MessageJson.write(
                new Message.Offered(STUDY.digest(), hospital.offer(STUDY).json(), Conversation.soon())));
        String[] kinds = {"offered/1", "get-ready/1", "round-opened/1", "ended/1", "decided/1", "hello/2", "", "\u0000"
        };
        int count = "full".equals(System.getProperty("isopleth.tests")) ? 5_000 : 200;
        for (int i = 0; i < count; i++) {
            byte[] bytes = good.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            String kind = kinds[random.nextInt(kinds.length)];
            coordinator.sendRaw(kind, i % 3 == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(40)) : bytes);
        }
        coordinator.awaitAcknowledged();
        Study untouched = TestStudies.study("untouched", ReleaseLevel.SITE_LEVEL);
        Conversation conversation = new Conversation(coordinator, hospital.offer(untouched));
        conversation.offer();
        assertTrue(conversation.permit().granted());
    }

    @Test
    void a_message_of_more_than_256_kib_has_no_effect() throws Exception {
        coordinator.awaitConnections(1);
        byte[] large = new byte[256 * 1024 + 1];
        java.util.Arrays.fill(large, (byte) ' ');
        coordinator.sendRaw("ended/1", large);
        coordinator.awaitAcknowledged();
        Conversation conversation = new Conversation(coordinator, hospital.offer(STUDY));
        conversation.offer();
        assertTrue(conversation.permit().granted());
        assertEquals(1, coordinator.connections());
    }

    @Test
    void a_gap_in_the_numbers_makes_the_site_connect_again() throws Exception {
        coordinator.awaitConnections(1);
        coordinator.sendEnvelope(Envelope.newBuilder()
                .setSequence(17)
                .setKind("ended/1")
                .setBody(ByteString.EMPTY)
                .build());
        coordinator.awaitConnections(2);
        coordinator.sendEnvelope(
                Envelope.newBuilder().setSequence(-1).setKind("ended/1").build());
        coordinator.awaitConnections(3);
        coordinator.sendEnvelope(
                Envelope.newBuilder().setAcknowledged(1_000).setKind("ack/1").build());
        coordinator.awaitConnections(4);
    }

    private Conversation permitted() throws InterruptedException {
        Conversation conversation = new Conversation(coordinator, hospital.offer(STUDY));
        conversation.offer();
        assertTrue(conversation.permit().granted());
        return conversation;
    }

    private Conversation ready() throws InterruptedException {
        Conversation conversation = permitted();
        conversation.getReady();
        return conversation;
    }

    private Permit.Decision decisionOn(StudyOffer offer) throws InterruptedException {
        Conversation conversation = new Conversation(coordinator, offer);
        conversation.offer();
        return conversation.permit().decision();
    }

    private static Permit.Decision refused(RefusalReason reason) {
        return new Permit.Decision.Refused(reason);
    }

    private static StudyOffer with(StudyOffer offer, Map<SiteId, StudyOffer.Chain> partners) {
        return new StudyOffer(offer.study(), offer.scientist(), offer.signature(), offer.coordinator(), partners);
    }

    private static RoundId round(int analysis) {
        return new RoundId(STUDY.digest(), analysis, 1, 1);
    }

    private Digest firstState(Conversation conversation) {
        return coordinator.publish(conversation.prepared(0).atCoordinator().start());
    }

    private void assertLogged(LedgerEvent event, LedgerOutcome outcome) {
        hospital.stop();
        assertTrue(
                hospital.ledger().stream()
                        .map(LedgerEntry::occurrence)
                        .anyMatch(what -> what.event() == event && what.outcome() == outcome),
                "the ledger records " + event + " " + outcome);
    }
}
