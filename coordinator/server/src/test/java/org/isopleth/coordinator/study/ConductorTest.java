package org.isopleth.coordinator.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.CohortSize;
import org.isopleth.cohort.Column;
import org.isopleth.coordinator.enrolment.ConsortiumFounding;
import org.isopleth.exchange.Message;
import org.isopleth.exchange.MessageJson;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.progress.StudyState;
import org.isopleth.site.KeyFingerprint;
import org.isopleth.site.SiteId;
import org.isopleth.store.OutgoingMessage;
import org.isopleth.store.Store;
import org.isopleth.store.StoreLocation;
import org.isopleth.store.StoreOwner;
import org.isopleth.store.blob.BlobFolder;
import org.isopleth.store.ledger.LedgerBook;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Cohort;
import org.isopleth.study.Deadlines;
import org.isopleth.study.Permit;
import org.isopleth.study.Readiness;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.tensor.Contribution;
import org.isopleth.unit.Unit;
import org.isopleth.wire.identity.CertificateChain;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.identity.SignatureLabel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The coordinator conducts a study over messages in any order, over restarts and over losses, on a real
/// store with real signatures; only the clock is a fake.
class ConductorTest {
    private static final List<SiteId> SITES =
            List.of(new SiteId("east"), new SiteId("north"), new SiteId("south"), new SiteId("west"));
    private static final Map<SiteId, IdentityFolder> IDENTITIES = new TreeMap<>();

    @TempDir
    static Path identities;

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-06-01T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final Map<SiteId, Long> sent = new HashMap<>();
    private final Map<SiteId, Long> read = new HashMap<>();
    private int place;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private Store store;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private BlobFolder blobs;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private Conductor conductor;

    @BeforeAll
    static void enrol() {
        for (SiteId site : SITES) {
            IdentityFolder identity = new ConsortiumFounding(new SecureRandom())
                    .found(
                            identities.resolve(site.name()),
                            List.of("localhost"),
                            1,
                            InstantSource.system().instant());
            IDENTITIES.put(site, identity);
        }
    }

    @BeforeEach
    void open() {
        store = Store.open(
                new StoreLocation.Folder(folder.resolve("state" + place)),
                new StoreOwner("coordinator", "test"),
                clock);
        blobs = BlobFolder.open(folder.resolve("blobs" + place), 1 << 20);
        conductor = new Conductor(
                store,
                store.lead("test"),
                new BlobDocuments(blobs),
                new CoordinatorLedger(new LedgerBook(store, "coordinator", "coordinator", clock)),
                clock);
        conductor.resume();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void restart() {
        close();
        open();
    }

    private void elsewhere() {
        close();
        place++;
        sent.clear();
        read.clear();
        open();
    }

    private static Study study() {
        AnalysisPlan plan = new AnalysisPlan(
                new AnalysisId("glm", 1),
                "slope",
                Json.object()
                        .with("family", "gaussian")
                        .with("outcome", "y")
                        .with("covariates", Json.ofTexts(List.of("x")))
                        .build());
        return new Study(
                "A line",
                "What is the slope?",
                "A test",
                List.of(),
                List.of(
                        new Variable.Numeric("x", Optional.empty(), Unit.ONE, 0, 100),
                        new Variable.Numeric("y", Optional.empty(), Unit.ONE, -1000, 1000)),
                Cohort.EVERYONE,
                List.of(plan),
                new Study.PrivacyTerms(ReleaseLevel.SITE_LEVEL, 3),
                new Deadlines(Duration.ofHours(3), Duration.ofHours(2), Duration.ofHours(1)));
    }

    private static StudyOffer offer() {
        Map<SiteId, StudyOffer.Chain> partners = new TreeMap<>();
        IDENTITIES.forEach((site, identity) -> partners.put(site, chain(identity)));
        StudyOffer.Chain coordinator = chain(identity(SITES.getFirst()));
        return new StudyOffer(study(), coordinator, new Bytes(new byte[] {1}), coordinator, partners);
    }

    private static IdentityFolder identity(SiteId site) {
        return Optional.ofNullable(IDENTITIES.get(site)).orElseThrow();
    }

    private static StudyOffer.Chain chain(IdentityFolder identity) {
        return StudyOffer.Chain.of(CertificateChain.encode(identity.signing().chain()));
    }

    private static AnalysisTable table(SiteId site) {
        Random random = new Random(site.name().hashCode());
        double[] x =
                IntStream.range(0, 40).mapToDouble(i -> random.nextInt(100)).toArray();
        double[] y = IntStream.range(0, 40)
                .mapToDouble(i -> 2 * x[i] + random.nextGaussian())
                .toArray();
        return new AnalysisTable(40, List.of(new Column.Numeric("x", x), new Column.Numeric("y", y)));
    }

    private static Permit permit(SiteId site, Permit.Decision decision) {
        Map<SiteId, KeyFingerprint> keys = new TreeMap<>();
        IDENTITIES.forEach((partner, identity) -> keys.put(partner, fingerprint(identity)));
        return new Permit(
                study().digest(),
                site,
                decision,
                fingerprint(identity(SITES.getFirst())),
                keys,
                Digest.of("policy"),
                Instant.parse("2026-06-01T12:00:00Z"));
    }

    private static KeyFingerprint fingerprint(IdentityFolder identity) {
        return KeyFingerprint.of(identity.signing().certificate().getPublicKey().getEncoded());
    }

    private static Message.Decided decided(Permit permit, SiteId signer) {
        byte[] signature = identity(signer)
                .signer()
                .sign(new SignatureLabel(Permit.SIGNATURE_LABEL), CanonicalJson.bytes(permit.json()));
        return new Message.Decided(permit.study(), permit.json(), new Bytes(signature));
    }

    private static Message.Decided granted(SiteId site) {
        return decided(permit(site, new Permit.Decision.Granted(ReleaseLevel.SITE_LEVEL)), site);
    }

    private void send(SiteId site, Message.ToCoordinator message) {
        conductor.receive(site, sent.merge(site, 1L, Long::sum), message);
    }

    /// A site answers its next message, if it has one.
    private boolean answer(SiteId site, Set<SiteId> silent) {
        List<OutgoingMessage> pending = store.pending(site.name(), read.getOrDefault(site, 0L), 1);
        if (pending.isEmpty() || silent.contains(site)) {
            return false;
        }
        OutgoingMessage next = pending.getFirst();
        read.put(site, next.sequence());
        Json.Obj body = CanonicalJson.parse(next.body().bytes()).asObject();
        switch (MessageJson.readToSite(next.kind(), body)) {
            case Message.Offered _ -> send(site, granted(site));
            case Message.GetReady ready ->
                send(site, new Message.Ready(ready.study(), new Readiness(CohortSize.FROM_10, List.of())));
            case Message.RoundOpened opened -> send(site, contribution(site, opened));
            case Message.Ended ended -> send(site, new Message.LedgerHead(ended.study(), "head of " + site));
        }
        return true;
    }

    private Message.Contributed contribution(SiteId site, Message.RoundOpened opened) {
        PreparedAnalysis analysis = Analyses.prepare(study(), study().analyses().getFirst());
        Json.Obj state = CanonicalJson.parse(blobs.read(opened.state(), 0, BlobFolder.MAX_CHUNK_BYTES))
                .asObject();
        Contribution part = analysis.atSite().contribute(table(site), state);
        Digest digest = blobs.put(part.bytes());
        return new Message.Contributed(opened.round(), digest, part.bytes().length);
    }

    /// Lets the sites answer in a random order until nobody has anything to say.
    private void talk(Random random, Set<SiteId> silent, int restartEvery) {
        boolean said = true;
        int answers = 0;
        while (said) {
            said = false;
            List<SiteId> order = new ArrayList<>(SITES);
            Collections.shuffle(order, random);
            for (SiteId site : order) {
                said |= answer(site, silent);
                answers++;
                if (restartEvery > 0 && answers % restartEvery == 0) {
                    restart();
                }
            }
        }
    }

    private StudyState.Ended ended() {
        return assertInstanceOf(
                StudyState.Ended.class, conductor.state(study().digest()).orElseThrow());
    }

    private Json.Obj results() {
        return new BlobDocuments(blobs).json(ended().result());
    }

    @Test
    void the_result_has_the_same_bytes_in_any_order_of_arrival_and_over_any_restart() {
        conductor.register(offer());
        talk(new Random(0), Set.of(), 0);
        Digest expected = ended().result();
        assertEquals("completed", ended().outcome());
        assertEquals(4, ended().ledgerHeads().size());
        for (int seed = 1; seed <= 5; seed++) {
            elsewhere();
            conductor.register(offer());
            talk(new Random(seed), Set.of(), seed);
            assertEquals(expected, ended().result(), "seed " + seed);
        }
    }

    @Test
    void registering_again_and_resending_change_nothing() {
        conductor.register(offer());
        talk(new Random(0), Set.of(), 0);
        Digest expected = ended().result();
        conductor.register(offer());
        for (SiteId site : SITES) {
            for (long sequence = 1; sequence <= sent.getOrDefault(site, 0L); sequence++) {
                conductor.receive(site, sequence, granted(site));
            }
        }
        assertEquals(expected, ended().result());
    }

    private Json.Obj site(SiteId site) {
        return results().list("sites").stream()
                .map(Json::asObject)
                .filter(entry -> entry.text("name").equals(site.name()))
                .findFirst()
                .orElseThrow();
    }

    private void assertRejected(Message.Decided decision) {
        conductor.register(offer());
        SiteId site = SITES.get(1);
        send(site, decision);
        read.put(site, 1L);
        talk(new Random(0), Set.of(), 0);
        assertEquals("completed", ended().outcome(), "the other three suffice");
        assertEquals("refused", site(site).text("permit"));
        assertEquals("permit-invalid", site(site).text("reason"));
        assertEquals(
                SITES.stream()
                        .map(SiteId::name)
                        .filter(name -> !name.equals(site.name()))
                        .sorted()
                        .toList(),
                results().list("analyses").getFirst().asObject().get("sites").asTexts());
    }

    @Test
    void a_permit_that_another_key_signed_leaves_its_site_out_in_words() {
        Permit genuine = permit(SITES.get(1), new Permit.Decision.Granted(ReleaseLevel.SITE_LEVEL));
        assertRejected(decided(genuine, SITES.get(2)));
    }

    @Test
    void a_permit_that_pins_other_keys_leaves_its_site_out_in_words() {
        SiteId site = SITES.get(1);
        Permit genuine = permit(site, new Permit.Decision.Granted(ReleaseLevel.SITE_LEVEL));
        Map<SiteId, KeyFingerprint> keys = new TreeMap<>(genuine.partners());
        keys.put(SITES.get(3), new KeyFingerprint(Digest.of("another key")));
        Permit swapped = new Permit(
                genuine.study(),
                site,
                genuine.decision(),
                genuine.coordinator(),
                keys,
                genuine.policy(),
                genuine.decidedAt());
        assertRejected(decided(swapped, site));
    }

    @Test
    void a_permit_that_is_none_leaves_its_site_out_in_words() {
        Permit genuine = permit(SITES.get(1), new Permit.Decision.Granted(ReleaseLevel.SITE_LEVEL));
        assertRejected(new Message.Decided(
                genuine.study(), Json.object().with("permit", 7).build(), new Bytes(new byte[] {1})));
    }

    @Test
    void a_site_that_refuses_is_left_out_and_three_suffice() {
        conductor.register(offer());
        SiteId refusing = SITES.get(2);
        Permit no = permit(refusing, new Permit.Decision.Refused(Permit.RefusalReason.PERSON));
        send(refusing, decided(no, refusing));
        read.put(refusing, 1L);
        talk(new Random(0), Set.of(), 0);
        assertEquals(
                List.of("east", "north", "west"),
                results().list("analyses").getFirst().asObject().get("sites").asTexts());
    }

    @Test
    void too_few_permits_end_the_study_in_words() {
        conductor.register(offer());
        for (SiteId site : SITES.subList(0, 2)) {
            Permit no = permit(site, new Permit.Decision.Refused(Permit.RefusalReason.PERSON));
            send(site, decided(no, site));
        }
        SITES.subList(2, 4).forEach(site -> send(site, granted(site)));
        assertEquals("too-few-permits", ended().outcome());
    }

    @Test
    void a_silent_site_is_lost_at_the_deadline_and_the_analysis_starts_again_over_the_rest() {
        conductor.register(offer());
        SITES.forEach(site -> {
            answer(site, Set.of());
            answer(site, Set.of());
        });
        SITES.forEach(site -> answer(site, Set.of()));
        SiteId silent = SITES.get(3);
        talk(new Random(0), Set.of(silent), 0);
        assertInstanceOf(
                StudyState.InRound.class, conductor.state(study().digest()).orElseThrow());
        now = now.plus(Duration.ofMinutes(59));
        conductor.tick();
        assertTrue(conductor.state(study().digest()).orElseThrow() instanceof StudyState.InRound);
        now = now.plus(Duration.ofMinutes(2));
        restart();
        talk(new Random(0), Set.of(silent), 0);
        Json.Obj analysis = results().list("analyses").getFirst().asObject();
        assertEquals(List.of("east", "north", "south"), analysis.get("sites").asTexts());
        assertEquals(2, analysis.integer("attempts"));
        // Back after days: its late contribution changes nothing, and it hears how the study ended.
        talk(new Random(0), Set.of(), 0);
        assertEquals(4, ended().ledgerHeads().size());
    }

    @Test
    void bytes_that_are_no_contribution_cost_the_site_its_part_and_nobody_else() {
        conductor.register(offer());
        SiteId bad = SITES.getFirst();
        SITES.forEach(site -> answer(site, Set.of()));
        SITES.forEach(site -> answer(site, Set.of()));
        StudyState.InRound open = assertInstanceOf(
                StudyState.InRound.class, conductor.state(study().digest()).orElseThrow());
        Digest junk = blobs.put(new byte[] {1, 2, 3});
        send(bad, new Message.Contributed(open.round(), junk, 3));
        read.put(bad, 3L);
        talk(new Random(0), Set.of(), 0);
        Json.Obj analysis = results().list("analyses").getFirst().asObject();
        assertEquals(List.of("north", "south", "west"), analysis.get("sites").asTexts());
    }

    @Test
    void a_site_fetches_only_the_state_of_an_open_round_it_is_part_of() {
        conductor.register(offer());
        SITES.forEach(site -> answer(site, Set.of()));
        SITES.forEach(site -> answer(site, Set.of()));
        StudyState.InRound open = assertInstanceOf(
                StudyState.InRound.class, conductor.state(study().digest()).orElseThrow());
        assertTrue(conductor.mayDownload(SITES.getFirst(), open.state()));
        assertTrue(!conductor.mayDownload(new SiteId("stranger"), open.state()));
        assertTrue(!conductor.mayDownload(SITES.getFirst(), Digest.of("something else")));
    }
}
