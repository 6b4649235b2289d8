package org.isopleth.coordinator.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import org.isopleth.masking.KeyRenewal;
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
import org.isopleth.study.Passport;
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
import org.junit.jupiter.api.io.TempDir;

/// A coordinator on a real store with real signatures, and the hospitals that talk to it; only the clock is a fake.
abstract class ConductorHarness {
    static final List<SiteId> SITES =
            List.of(new SiteId("east"), new SiteId("north"), new SiteId("south"), new SiteId("west"));
    static final Map<SiteId, IdentityFolder> IDENTITIES = new TreeMap<>();
    private static final SiteId COORDINATOR = new SiteId("coordinator");
    private static final Map<SiteId, IdentityFolder> FOUNDED = new TreeMap<>();
    static final AnalysisPlan SLOPE = new AnalysisPlan(
            new AnalysisId("glm", 1),
            "slope",
            Json.object()
                    .with("family", "gaussian")
                    .with("outcome", "y")
                    .with("covariates", Json.ofTexts(List.of("x")))
                    .build());
    /// The consortium's name in masked rounds.
    static final String FEDERATION = "consortium";

    /// The program dies here.
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @TempDir
    static Path identities;

    @TempDir
    Path folder;

    Instant now = Instant.parse("2026-06-01T12:00:00Z");
    boolean killedAtNextLook;
    Optional<Random> killing = Optional.empty();
    final InstantSource clock = () -> now;
    Executor workers = Runnable::run;
    final Map<Digest, Study> registered = new HashMap<>();
    final List<Digest> contributed = new ArrayList<>();
    final Map<SiteId, Long> sent = new HashMap<>();
    final Map<SiteId, Long> read = new HashMap<>();
    final Map<SiteId, Passport> passports = new HashMap<>();
    final Map<SiteId, KeyRenewal> renewals = new HashMap<>();
    int place;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    Store store;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    BlobFolder blobs;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    Conductor conductor;

    @BeforeAll
    static void enrol() {
        SITES.forEach(site -> IDENTITIES.put(site, found(site)));
        FOUNDED.put(COORDINATOR, found(COORDINATOR));
    }

    static IdentityFolder found(SiteId member) {
        return new ConsortiumFounding(new SecureRandom())
                .found(
                        identities.resolve(member.name()),
                        List.of("localhost"),
                        1,
                        InstantSource.system().instant());
    }

    static IdentityFolder coordinator() {
        return Optional.ofNullable(FOUNDED.get(COORDINATOR)).orElseThrow();
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
                new CoordinatorVoice(
                        FEDERATION,
                        coordinator().signer()::signStatement,
                        site -> Optional.ofNullable(renewals.get(site))),
                workers,
                () -> {
                    if (killedAtNextLook || killing.filter(Random::nextBoolean).isPresent()) {
                        throw new Killed();
                    }
                    return now;
                });
        conductor.resume();
    }

    @AfterEach
    void close() {
        store.close();
    }

    void restart() {
        close();
        open();
    }

    void elsewhere() {
        close();
        place++;
        sent.clear();
        read.clear();
        open();
    }

    static Study study() {
        return study("A line", SLOPE);
    }

    static Study study(String title, AnalysisPlan plan) {
        return study(title, new Study.PrivacyTerms(ReleaseLevel.SITE_LEVEL, 3), plan);
    }

    static Study study(String title, Study.PrivacyTerms privacy, AnalysisPlan... plans) {
        return new Study(
                title,
                "What is the slope?",
                "A test",
                List.of(),
                List.of(
                        new Variable.Numeric("x", Optional.empty(), Unit.ONE, 0, 100),
                        new Variable.Numeric("y", Optional.empty(), Unit.ONE, -1000, 1000)),
                Cohort.EVERYONE,
                List.of(plans),
                privacy,
                new Deadlines(Duration.ofHours(3), Duration.ofHours(2), Duration.ofHours(1)));
    }

    static StudyOffer offer() {
        return offer(study());
    }

    static StudyOffer offer(Study study) {
        Map<SiteId, StudyOffer.Chain> partners = new TreeMap<>();
        IDENTITIES.forEach((site, identity) -> partners.put(site, chain(identity)));
        StudyOffer.Chain coordinator = chain(coordinator());
        return new StudyOffer(study, coordinator, new Bytes(new byte[] {1}), coordinator, partners);
    }

    static IdentityFolder identity(SiteId site) {
        return Optional.ofNullable(IDENTITIES.get(site)).orElseThrow();
    }

    static StudyOffer.Chain chain(IdentityFolder identity) {
        return StudyOffer.Chain.of(CertificateChain.encode(identity.signing().chain()));
    }

    static AnalysisTable table(SiteId site) {
        Random random = new Random(site.name().hashCode());
        double[] x =
                IntStream.range(0, 40).mapToDouble(i -> random.nextInt(100)).toArray();
        double[] y = IntStream.range(0, 40)
                .mapToDouble(i -> 2 * x[i] + random.nextGaussian())
                .toArray();
        return new AnalysisTable(40, List.of(new Column.Numeric("x", x), new Column.Numeric("y", y)));
    }

    static Permit permit(SiteId site, Permit.Decision decision) {
        return permit(study().digest(), site, decision);
    }

    static Permit permit(Digest study, SiteId site, Permit.Decision decision) {
        Map<SiteId, KeyFingerprint> keys = new TreeMap<>();
        IDENTITIES.forEach((partner, identity) -> keys.put(partner, fingerprint(identity)));
        return new Permit(
                study,
                site,
                decision,
                fingerprint(coordinator()),
                keys,
                Digest.of("policy"),
                Instant.parse("2026-06-01T12:00:00Z"));
    }

    static KeyFingerprint fingerprint(IdentityFolder identity) {
        return KeyFingerprint.of(identity.signing().certificate().getPublicKey().getEncoded());
    }

    static Message.Decided decided(Permit permit, SiteId signer) {
        byte[] signature = identity(signer)
                .signer()
                .sign(new SignatureLabel(Permit.SIGNATURE_LABEL), CanonicalJson.bytes(permit.json()));
        return new Message.Decided(permit.study(), permit.json(), new Bytes(signature));
    }

    static Message.Decided granted(SiteId site) {
        return granted(study().digest(), site);
    }

    static Message.Decided granted(Digest study, SiteId site) {
        return decided(permit(study, site, new Permit.Decision.Granted(ReleaseLevel.SITE_LEVEL)), site);
    }

    void register(Study study) {
        registered.put(study.digest(), study);
        conductor.register(offer(study));
    }

    /// What a site decides, where it is not the same as the others.
    final Map<SiteId, Permit.Decision> decisions = new TreeMap<>();

    /// A site says something; it says the same again when the coordinator dies of it.
    void send(SiteId site, Message.ToCoordinator message) {
        long sequence = sent.merge(site, 1L, Long::sum);
        try {
            conductor.receive(site, sequence, message);
        } catch (Killed e) {
            if (killing.isEmpty()) {
                throw e;
            }
            Optional<Random> again = killing;
            killing = Optional.empty();
            restart();
            conductor.receive(site, sequence, message);
            killing = again;
        }
    }

    /// A site answers its next message, if it has one.
    boolean answer(SiteId site, Set<SiteId> silent) {
        List<OutgoingMessage> pending = store.pending(site.name(), read.getOrDefault(site, 0L), 1);
        if (pending.isEmpty() || silent.contains(site)) {
            return false;
        }
        OutgoingMessage next = pending.getFirst();
        Message.ToSite message = MessageJson.readToSite(
                next.kind(), CanonicalJson.parse(next.body().bytes()).asObject());
        if (isAway(site, message)) {
            return false;
        }
        read.put(site, next.sequence());
        switch (message) {
            case Message.Offered offered ->
                send(
                        site,
                        decided(
                                permit(
                                        offered.study(),
                                        site,
                                        decisions.getOrDefault(
                                                site, new Permit.Decision.Granted(release(offered.study())))),
                                site));
            case Message.GetReady ready ->
                send(
                        site,
                        new Message.Ready(
                                ready.study(),
                                new Readiness(
                                        CohortSize.FROM_10, List.of(), Optional.ofNullable(passports.get(site)))));
            case Message.RoundOpened opened -> send(site, contribution(site, opened));
            case Message.MaskedRoundOpened _, Message.MaskingAsked _ -> masked(site, message);
            case Message.Ended ended -> send(site, new Message.LedgerHead(ended.study(), "head of " + site));
        }
        return true;
    }

    /// Whether a site does not hear what it is told.
    boolean isAway(SiteId site, Message.ToSite message) {
        return false;
    }

    /// A site hears of a masked round.
    void masked(SiteId site, Message.ToSite message) {
        throw new AssertionError("no round of these studies is masked");
    }

    private ReleaseLevel release(Digest study) {
        return Optional.ofNullable(registered.get(study))
                .orElseGet(ConductorHarness::study)
                .privacy()
                .release();
    }

    Message.Contributed contribution(SiteId site, Message.RoundOpened opened) {
        Contribution part = part(site, opened);
        Digest digest = blobs.put(part.bytes());
        contributed.add(digest);
        return new Message.Contributed(opened.round(), digest, part.bytes().length);
    }

    PreparedAnalysis analysis(Digest study) {
        Study of = Optional.ofNullable(registered.get(study)).orElseGet(ConductorHarness::study);
        return Analyses.prepare(of, of.analyses().getFirst());
    }

    Contribution part(SiteId site, Message.RoundOpened opened) {
        PreparedAnalysis analysis = analysis(opened.study());
        Json.Obj state = CanonicalJson.parse(blobs.read(opened.state(), 0, BlobFolder.MAX_CHUNK_BYTES))
                .asObject();
        return analysis.atSite().contribute(table(site), state);
    }

    /// Lets the sites answer in a random order until nobody has anything to say.
    void talk(Random random, Set<SiteId> silent, int restartEvery) {
        boolean said = true;
        int answers = 0;
        while (said) {
            said = false;
            List<SiteId> order = new ArrayList<>(SITES);
            Collections.shuffle(order, random);
            for (SiteId site : order) {
                boolean answered = answer(site, silent);
                said |= answered;
                answers += answered ? 1 : 0;
                if (answered && restartEvery > 0 && answers % restartEvery == 0) {
                    restart();
                }
            }
        }
    }

    StudyState.Ended ended() {
        return ended(study());
    }

    StudyState.Ended ended(Study study) {
        return assertInstanceOf(
                StudyState.Ended.class, conductor.state(study.digest()).orElseThrow());
    }

    Json.Obj results() {
        return results(study());
    }

    Json.Obj results(Study study) {
        return new BlobDocuments(blobs).json(ended(study).result());
    }

    Json.Obj firstAnalysis(Study study) {
        return results(study).list("analyses").getFirst().asObject();
    }

    /// The next message of a site, taken as read.
    Message.ToSite next(SiteId site) {
        OutgoingMessage next =
                store.pending(site.name(), read.getOrDefault(site, 0L), 1).getFirst();
        read.put(site, next.sequence());
        return MessageJson.readToSite(
                next.kind(), CanonicalJson.parse(next.body().bytes()).asObject());
    }

    /// Every stored contribution, or sum of several.
    List<Digest> contributions() {
        try (Stream<Path> files = Files.walk(folder.resolve("blobs" + place))) {
            List<Digest> found = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                        .startsWith("isopleth-contribution")) {
                    found.add(new Digest(String.valueOf(file.getFileName())));
                }
            }
            return found.stream().sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void assertNothingOfSingleSitesIsKept() {
        Set<Digest> closed = new HashSet<>();
        for (Json.Obj study : conductor.summaries()) {
            store.replay("study/" + study.text("study"), 1, stored -> {
                if (stored.event().kind().equals("round-closed")) {
                    closed.add(
                            new Digest(CanonicalJson.parse(stored.event().body().bytes())
                                    .asObject()
                                    .text("sum")));
                }
            });
        }
        assertEquals(closed.stream().sorted().toList(), contributions());
        assertTrue(contributed.stream().noneMatch(blobs::has));
    }
}
