package org.isopleth.connector.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.CohortSize;
import org.isopleth.connector.budget.NoiseKey;
import org.isopleth.connector.budget.SiteBudgets;
import org.isopleth.connector.budget.SiteNoise;
import org.isopleth.connector.main.TestStudies;
import org.isopleth.connector.secret.SiteSecret;
import org.isopleth.connector.study.FrozenCohort;
import org.isopleth.connector.study.MaskingVault;
import org.isopleth.connector.study.SiteStudies;
import org.isopleth.connector.study.SiteStudyEvent;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.disclosure.budget.BudgetAccount;
import org.isopleth.disclosure.budget.BudgetTerms;
import org.isopleth.disclosure.budget.Spend;
import org.isopleth.disclosure.loss.Calibration;
import org.isopleth.disclosure.noise.NoisePlan;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.ledger.LedgerEntry;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.masking.MaskingFloors;
import org.isopleth.round.RoundId;
import org.isopleth.site.KeyFingerprint;
import org.isopleth.site.SiteId;
import org.isopleth.store.Leadership;
import org.isopleth.store.Store;
import org.isopleth.store.StoreLocation;
import org.isopleth.store.StoreOwner;
import org.isopleth.store.blob.BlobFolder;
import org.isopleth.store.ledger.LedgerBook;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.NoiseTerms;
import org.isopleth.study.Permit;
import org.isopleth.study.Readiness;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.tensor.Contribution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Releases with noise at a real gate on a real store: races for the last of a budget, crashes, a clock set back.
class NoiseAtTheGateTest {
    private static final SiteId SITE = new SiteId("aurora");
    private static final BudgetAccount ACCOUNT = new BudgetAccount("lung-registry", "all");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Digest STATE = Digest.of("state");
    private static final AnalysisTable TABLE = TestStudies.table(60, 1);

    /// Half of what a year's ε of 1.3 allows.
    private static final NoiseTerms HALF =
            new NoiseTerms(new NoiseTerms.Limit.Rho(Calibration.cost(1.3, 1e-6).rho() / 2), 1e-6, OptionalInt.empty());

    @TempDir
    private Path folder;

    private Instant time = NOON;
    private Store store;
    private SiteStudies studies;
    private SiteBudgets budgets;
    private Gate gate;
    private BlobFolder released;

    @BeforeEach
    void open() {
        open(List.of());
    }

    private void open(List<Guard> guards) {
        InstantSource clock = () -> time;
        SecureRandom random = new SecureRandom();
        store = Store.open(
                new StoreLocation.Folder(folder.resolve("state")), new StoreOwner("connector", "aurora"), clock);
        Leadership leadership = store.lead("test");
        SiteSecret secret = SiteSecret.openOrCreate(folder.resolve("secret"), random);
        studies = new SiteStudies(store, leadership, new MaskingVault(secret, random));
        budgets = new SiteBudgets(store, leadership, clock);
        if (budgets.book(ACCOUNT).terms().isEmpty()) {
            budgets.setTerms(ACCOUNT, new BudgetTerms(1.3, 1, 1e-6), Optional.empty());
        }
        released = BlobFolder.open(folder.resolve("contributions"), 1 << 20);
        gate = new Gate(
                studies,
                new LedgerBook(store, "site", "aurora", clock),
                released,
                new SitePrivacy(SITE, SitePolicy.FLOORS, MaskingFloors.DEFAULT, Digest.of("policy")),
                new MaskingIdentity("test", UnaryOperator.identity(), random, clock),
                guards,
                new SiteNoise(budgets, new NoiseKey(secret), Optional.of(ACCOUNT)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    /// A study this site takes part in, with its first round open.
    private Proposal asked(String title) {
        Study plain = TestStudies.study(title, ReleaseLevel.SITE_LEVEL);
        AnalysisPlan plan = new AnalysisPlan(
                        AnalysisId.parse("summary@1"), "describe", Json.object().build())
                .with(HALF);
        Study study = TestStudies.study(title, ReleaseLevel.SITE_LEVEL, plain.variables(), List.of(plan));
        StudyOffer.Chain chain = new StudyOffer.Chain(List.of(new Bytes(new byte[] {1})));
        StudyOffer offer = new StudyOffer(study, chain, new Bytes(new byte[] {3}), chain, Map.of(SITE, chain));
        KeyFingerprint key = new KeyFingerprint(Digest.of("key"));
        RoundId round = new RoundId(offer.digest(), 0, 1, 1);
        Instant soon = NOON.plusSeconds(3600);
        Permit permit = new Permit(
                offer.digest(),
                SITE,
                new Permit.Decision.Granted(ReleaseLevel.SITE_LEVEL),
                key,
                Map.of(SITE, key),
                Digest.of("policy"),
                soon);
        studies.commit(new SiteStudies.Change(
                offer.digest(),
                List.of(
                        new SiteStudyEvent.StudyOffered(offer, soon),
                        new SiteStudyEvent.PermitDecided(permit, new Bytes(new byte[] {1, 2})),
                        new SiteStudyEvent.ReadinessAsked(soon),
                        new SiteStudyEvent.ReadinessAnswered(
                                new Readiness(CohortSize.FROM_50, List.of()),
                                Optional.of(new FrozenCohort(Digest.of("table"), CohortSize.FROM_50, soon))),
                        new SiteStudyEvent.RoundAsked(round, STATE, soon)),
                transaction -> {}));
        return proposal(study, plan, round);
    }

    private static Proposal proposal(Study study, AnalysisPlan plan, RoundId round) {
        PreparedAnalysis prepared = Analyses.prepare(study, plan);
        Json.Obj start = prepared.atCoordinator().start();
        return new Proposal(
                round,
                STATE,
                prepared.declare(start),
                prepared.atSite().exposure(TABLE),
                prepared.atSite().contribute(TABLE, start),
                prepared.atSite().behind(TABLE),
                new Proposal.Visible.Contributed(),
                Optional.of(NoisePlan.of(HALF, prepared.sensitivities(start))),
                Optional.empty());
    }

    private List<LedgerEntry> entries(LedgerEvent event) {
        List<LedgerEntry> entries = new ArrayList<>();
        for (long from = 0; from < store.leafCount("site"); from += Store.MAX_PAGE) {
            store.leaves("site", from, Math.min(store.leafCount("site"), from + Store.MAX_PAGE)).stream()
                    .map(leaf -> LedgerEntry.parse(leaf.entry().bytes()))
                    .filter(entry -> entry.occurrence().event() == event)
                    .forEach(entries::add);
        }
        return entries;
    }

    private static Verdict.Refused spent() {
        return new Verdict.Refused(List.of("year-spent"));
    }

    @Test
    @Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void ofSixtyFourThreadsThatWantTheLastOfABudgetExactlyOneReleaseLeaves() throws Exception {
        assertInstanceOf(Verdict.Allowed.class, gate.judge(asked("first half")));
        List<Proposal> proposals = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            proposals.add(asked("study " + i));
        }
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Verdict>> verdicts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(64)) {
            for (Proposal proposal : proposals) {
                verdicts.add(threads.submit(() -> {
                    start.await();
                    return gate.judge(proposal);
                }));
            }
            start.countDown();
        }
        int left = 0;
        for (Future<Verdict> verdict : verdicts) {
            if (verdict.get() instanceof Verdict.Allowed) {
                left++;
            } else {
                assertEquals(spent(), verdict.get());
            }
        }
        assertEquals(1, left);
        assertEquals(2, budgets.book(ACCOUNT).spends().size());
        assertTrue(budgets.book(ACCOUNT).spends().values().stream().allMatch(Spend::committed));
        assertEquals(2, entries(LedgerEvent.BUDGET_RESERVED).size());
        assertEquals(
                entries(LedgerEvent.BUDGET_RESERVED).stream()
                        .map(entry -> entry.occurrence().details().spend())
                        .toList(),
                entries(LedgerEvent.RELEASE_DECIDED).stream()
                        .map(entry -> entry.occurrence().details().spend())
                        .filter(Optional::isPresent)
                        .toList());
    }

    /// Killed in the transaction that lets a release out: it is paid for, and computed again it is the same bytes.
    @Test
    void aCrashBetweenPayingAndReleasingGivesNothingBackAndDrawsNoOtherNoise() {
        store.close();
        open(List.of(leaving -> new Guard.Finding(List.of(), _ -> {
            throw new IllegalStateException("killed");
        })));
        Proposal proposal = asked("killed");
        assertThrows(IllegalStateException.class, () -> gate.judge(proposal));
        assertEquals(0, entries(LedgerEvent.RELEASE_DECIDED).size());
        assertEquals(1, entries(LedgerEvent.BUDGET_RESERVED).size());
        assertEquals(
                List.of(false),
                budgets.book(ACCOUNT).spends().values().stream()
                        .map(Spend::committed)
                        .toList());
        byte[] written = noised(proposal);

        store.close();
        open();
        Verdict.Allowed again = assertInstanceOf(Verdict.Allowed.class, gate.judge(proposal));
        assertEquals(Digest.of(written), again.release().contribution(), "the same noise");
        assertTrue(
                !Digest.of(proposal.contribution().bytes())
                        .equals(again.release().contribution()),
                "and it is noise");
        assertEquals(
                List.of(true),
                budgets.book(ACCOUNT).spends().values().stream()
                        .map(Spend::committed)
                        .toList());
        assertEquals(1, entries(LedgerEvent.BUDGET_RESERVED).size());
        assertInstanceOf(Verdict.Allowed.class, gate.judge(asked("second half")));
        assertEquals(spent(), gate.judge(asked("third half")));
    }

    /// What the first attempt put on disk before it was killed.
    private byte[] noised(Proposal proposal) {
        SiteNoise noise = new SiteNoise(
                budgets,
                new NoiseKey(SiteSecret.openOrCreate(folder.resolve("secret"), new SecureRandom())),
                Optional.of(ACCOUNT));
        SiteNoise.Outcome outcome = noise.pay(
                new SiteNoise.Wish(
                        proposal.round(),
                        proposal.state(),
                        proposal.declarations(),
                        proposal.contribution(),
                        proposal.noise().orElseThrow()),
                (_, _) -> {
                    throw new AssertionError("what is paid for is not paid for again");
                });
        Contribution contribution =
                assertInstanceOf(SiteNoise.Outcome.Paid.class, outcome).contribution();
        byte[] bytes = contribution.bytes();
        assertTrue(released.read(Digest.of(bytes), 0, bytes.length).length == bytes.length, "it was written");
        return bytes;
    }

    @Test
    void aClockSetBackDoesNotRenewTheYear() {
        gate.judge(asked("first half"));
        gate.judge(asked("second half"));
        time = NOON.minus(Duration.ofDays(2000));
        assertEquals(spent(), gate.judge(asked("before")));
        time = NOON.plus(BudgetTerms.YEAR).plusSeconds(1);
        assertInstanceOf(Verdict.Allowed.class, gate.judge(asked("next year")));
    }

    /// Whatever computes a contribution may be wrong: the gate goes by the signed plan.
    @Test
    void whatThePlanWantsNoiseInDoesNotLeaveWithout() {
        Proposal proposal = asked("bare");
        Proposal bare = new Proposal(
                proposal.round(),
                proposal.state(),
                proposal.declarations(),
                proposal.exposure(),
                proposal.contribution(),
                proposal.behind(),
                proposal.visible(),
                Optional.empty(),
                Optional.empty());
        assertEquals(new Verdict.Refused(List.of()), gate.judge(bare));
    }

    @Test
    void whatTheRulesRefuseIsNotPaidFor() {
        Proposal proposal = asked("few");
        Proposal few = new Proposal(
                proposal.round(),
                proposal.state(),
                proposal.declarations(),
                Analyses.prepare(
                                TestStudies.study("few", ReleaseLevel.SITE_LEVEL),
                                TestStudies.study("few", ReleaseLevel.SITE_LEVEL)
                                        .analyses()
                                        .getFirst())
                        .atSite()
                        .exposure(TABLE.select(new int[] {0, 1, 2})),
                proposal.contribution(),
                proposal.behind(),
                proposal.visible(),
                proposal.noise(),
                Optional.empty());
        assertEquals(new Verdict.Refused(List.of("rows")), gate.judge(few));
        assertEquals(0, budgets.book(ACCOUNT).spends().size());
    }
}
