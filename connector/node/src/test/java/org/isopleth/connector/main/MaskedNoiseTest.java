package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Tally;
import org.isopleth.connector.permit.BudgetSection;
import org.isopleth.connector.permit.PermitPolicy;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.disclosure.budget.BudgetAccount;
import org.isopleth.disclosure.budget.BudgetTerms;
import org.isopleth.disclosure.noise.NoisePlan;
import org.isopleth.exchange.Message;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.ledger.PrivacySpend;
import org.isopleth.masking.MaskingFloors;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.NoiseTerms;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.TensorDeclaration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// A summary with noise over three sites, masked, over real sockets: what the running site adds, pays and
/// writes down.
class MaskedNoiseTest {
    private static final BudgetAccount ACCOUNT = new BudgetAccount("lung-registry", "all");
    private static final SortedMap<SiteId, AnalysisTable> TABLES = TestStudies.threeTables();

    @TempDir
    Path folder;

    private static Study study(String title, OptionalInt honestSites) {
        Study plain = TestStudies.masked(title);
        NoiseTerms terms = new NoiseTerms(new NoiseTerms.Limit.Epsilon(0.9), 1e-6, honestSites);
        AnalysisPlan plan = new AnalysisPlan(
                        AnalysisId.parse("summary@1"), "describe", Json.object().build())
                .with(terms);
        return new Study(
                plain.title(),
                plain.question(),
                plain.purpose(),
                plain.sites(),
                plain.variables(),
                plain.cohort(),
                List.of(plan),
                new Study.PrivacyTerms(ReleaseLevel.SUM_ONLY, 3),
                plain.deadlines());
    }

    private Hospital hospital(Optional<BudgetTerms> terms) throws Exception {
        Hospital hospital =
                new Hospital(folder.resolve("site"), Objects.requireNonNull(TABLES.get(MaskedConversation.OWN)));
        hospital.policy = new PermitPolicy(
                PermitPolicy.Mode.AUTOMATIC,
                PermitPolicy.Conditions.STANDARD,
                SitePolicy.FLOORS,
                MaskingFloors.DEFAULT,
                Duration.ofDays(30),
                terms.map(limits -> new BudgetSection(ACCOUNT, limits)));
        return hospital;
    }

    private static Contribution truth(PreparedAnalysis prepared) {
        Json.Obj start = prepared.atCoordinator().start();
        return TABLES.values().stream()
                .map(table -> prepared.atSite().contribute(table, start))
                .reduce(Contribution.zero(prepared.declare(start)), Contribution::plus);
    }

    private static double deviation(NoisePlan plan, TensorDeclaration tensor, int index) {
        double variance = plan.variance(tensor, plan.tensors().get(index)).doubleValue();
        return Math.scalb(Math.sqrt(variance * TABLES.size()), -tensor.format().fractionBits());
    }

    /// Stopped before every message, so that most of it is computed twice: paid for once, and the same noise.
    @Test
    void the_opened_sum_is_the_truth_and_noise_and_is_paid_for_once() throws Exception {
        Study study = study("noise", OptionalInt.empty());
        try (Hospital hospital = hospital(Optional.of(new BudgetTerms(8, 1, 1e-6)))) {
            hospital.start();
            MaskedConversation conversation = new MaskedConversation(hospital, study, TABLES);
            conversation.ready();
            conversation.restarts = true;
            PreparedAnalysis prepared = conversation.prepared(0);
            assertEquals(Tally.PART, prepared.tally(), "no exact total is summed beside the noise");
            conversation.totals(0);
            Json.Obj start = prepared.atCoordinator().start();
            Contribution sum =
                    conversation.sum(conversation.round(prepared, new RoundId(study.digest(), 0, 1, 1), start));
            conversation.restarts = false;
            conversation.start.end();
            hospital.stop();

            withinSixDeviations(prepared, sum);
            List<PrivacySpend> reserved = spends(hospital, LedgerEvent.BUDGET_RESERVED);
            assertEquals(1, reserved.size(), "what is computed again is not paid for again");
            assertEquals(reserved, spends(hospital, LedgerEvent.RELEASE_DECIDED));
            PrivacySpend spend = reserved.getFirst();
            assertEquals("lung-registry/all", spend.account());
            assertTrue(spend.epsilonSite() <= 0.9 && spend.epsilonSite() > 0.8, spend.toString());
            assertEquals(spend.epsilonSite(), spend.epsilonDistributed());
            assertInstanceOf(LedgerVerdict.Sound.class, hospital.verifyLedger());
            shown(spend);
        }
    }

    private static void withinSixDeviations(PreparedAnalysis prepared, Contribution sum) {
        Json.Obj start = prepared.atCoordinator().start();
        NoisePlan plan = NoisePlan.of(prepared.plan().privacy().orElseThrow(), prepared.sensitivities(start));
        Contribution truth = truth(prepared);
        List<TensorDeclaration> declared = prepared.declare(start);
        for (int i = 0; i < declared.size(); i++) {
            String name = declared.get(i).name();
            double most = 6 * deviation(plan, declared.get(i), i);
            for (int j = 0; j < declared.get(i).length(); j++) {
                assertNotEquals(truth.values(name)[j], sum.values(name)[j], name);
                assertEquals(truth.values(name)[j], sum.values(name)[j], most, name);
            }
        }
    }

    private static List<PrivacySpend> spends(Hospital hospital, LedgerEvent event) {
        return hospital.ledger().stream()
                .filter(entry -> entry.occurrence().event() == event)
                .flatMap(entry -> entry.occurrence().details().spend().stream())
                .toList();
    }

    /// `connector budget DIR show`, in words and as JSON, of a connector that does not run.
    private void shown(PrivacySpend spend) {
        String words = run("show");
        assertTrue(words.contains("lung-registry/all"), words);
        assertTrue(words.contains("epsilon 8 a year, 1 a release"), words);
        assertTrue(words.contains("in 1 releases, 0 of which never left"), words);
        Json.Obj account = CanonicalJson.parse(
                        run("show", "--json").strip().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .asObject()
                .list("accounts")
                .getFirst()
                .asObject();
        assertEquals(spend.rho(), account.object("year").number("rho"));
        assertEquals(spend.epsilonSite(), account.object("lifetime").number("epsilonIfOthersCollude"));
    }

    private String run(String... more) {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new BudgetCommand()).setOut(new PrintWriter(out));
        String[] arguments = new String[more.length + 1];
        arguments[0] = folder.resolve("site").toString();
        System.arraycopy(more, 0, arguments, 1, more.length);
        assertEquals(0, command.execute(arguments));
        return out.toString();
    }

    @Test
    void shared_noise_says_what_it_is_worth_if_all_others_collude() throws Exception {
        Study study = study("shared", OptionalInt.of(3));
        try (Hospital hospital = hospital(Optional.of(new BudgetTerms(8, 1, 1e-6)))) {
            hospital.start();
            MaskedConversation conversation = new MaskedConversation(hospital, study, TABLES);
            conversation.ready();
            conversation.totals(0);
            PreparedAnalysis prepared = conversation.prepared(0);
            Contribution sum = conversation.sum(conversation.round(
                    prepared,
                    new RoundId(study.digest(), 0, 1, 1),
                    prepared.atCoordinator().start()));
            conversation.start.end();
            hospital.stop();
            withinSixDeviations(prepared, sum);
            PrivacySpend spend = spends(hospital, LedgerEvent.BUDGET_RESERVED).getFirst();
            assertTrue(spend.epsilonDistributed() <= 0.9, spend.toString());
            assertTrue(spend.epsilonSite() > 1.5 * spend.epsilonDistributed(), spend.toString());
        }
    }

    @Test
    void without_a_budget_the_analysis_is_refused_by_name_before_any_round() throws Exception {
        assertEquals("no-budget", obstacle(Optional.empty()));
    }

    @Test
    void a_release_that_is_too_dear_is_refused_by_name_before_any_round() throws Exception {
        assertEquals("release-too-dear", obstacle(Optional.of(new BudgetTerms(8, 0.5, 1e-6))));
    }

    private String obstacle(Optional<BudgetTerms> terms) throws Exception {
        Study study = study("refused", OptionalInt.empty());
        try (Hospital hospital = hospital(terms)) {
            hospital.start();
            MaskedConversation conversation = new MaskedConversation(hospital, study, TABLES);
            conversation.ready();
            Message.Ready ready = hospital.coordinator.await(
                    message -> message instanceof Message.Ready answered ? Optional.of(answered) : Optional.empty());
            assertEquals(1, ready.readiness().findings().size());
            return ready.readiness().findings().getFirst().rule();
        }
    }

    /// More than was allowed before needs a signature; so does a fresh budget for the same patients.
    @Test
    void a_connector_does_not_start_with_a_looser_budget_or_another_account() throws Exception {
        try (Hospital hospital = hospital(Optional.of(new BudgetTerms(4, 1, 1e-6)))) {
            hospital.start();
            hospital.stop();
            PermitPolicy tight = hospital.policy;
            hospital.policy = with(tight, new BudgetSection(ACCOUNT, new BudgetTerms(5, 1, 1e-6)));
            assertTrue(refusal(hospital).contains("need the signature of a data protection officer"));
            hospital.policy =
                    with(tight, new BudgetSection(new BudgetAccount("lung", "all"), new BudgetTerms(4, 1, 1e-6)));
            assertTrue(refusal(hospital).contains("a second budget for the same patients"));
            hospital.policy = with(tight, new BudgetSection(ACCOUNT, new BudgetTerms(3, 1, 1e-6)));
            hospital.start();
        }
    }

    private static PermitPolicy with(PermitPolicy policy, BudgetSection section) {
        return new PermitPolicy(
                policy.mode(),
                policy.conditions(),
                policy.limits(),
                policy.masking(),
                policy.retention(),
                Optional.of(section));
    }

    private static String refusal(Hospital hospital) {
        return String.valueOf(org.junit.jupiter.api.Assertions.assertThrows(CommandException.class, hospital::start)
                .getMessage());
    }
}
