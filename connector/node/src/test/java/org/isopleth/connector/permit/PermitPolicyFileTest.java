package org.isopleth.connector.permit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.isopleth.disclosure.OutputLimits;
import org.isopleth.disclosure.Profile;
import org.isopleth.disclosure.QuestionLimits;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.disclosure.budget.BudgetAccount;
import org.isopleth.disclosure.budget.BudgetTerms;
import org.isopleth.masking.MaskingFloors;
import org.isopleth.ontology.document.Document;
import org.isopleth.ontology.document.DocumentException;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.ReleaseLevel;
import org.junit.jupiter.api.Test;

class PermitPolicyFileTest {
    @Test
    void every_default_is_pinned() {
        PermitPolicy defaults = read("policy: 1\n");
        assertEquals(
                new PermitPolicy(
                        PermitPolicy.Mode.ASK,
                        new PermitPolicy.Conditions(
                                Set.of(ReleaseLevel.SUM_ONLY, ReleaseLevel.SITE_LEVEL),
                                Optional.empty(),
                                Optional.empty()),
                        new SitePolicy(10, 10, 0.2, 3, 0.8),
                        new MaskingFloors(3, 3, 0, 0, 128, 3),
                        Duration.ofDays(90)),
                defaults);
        assertEquals(PermitPolicy.STANDARD, defaults);
    }

    @Test
    void every_key_is_read() {
        PermitPolicy policy = read("""
            policy: 1
            permits: automatic
            release: [site-level, sum-only]
            analyses: [cox@1, summary@1]
            scientists: [dr-jansen]
            minimum-rows: 50
            minimum-cell: 20
            maximum-columns-per-row: 0.1
            minimum-freedom: 12
            maximum-two-share: 0.8
            minimum-remainder: 0.2
            maximum-levels: 30
            maximum-bin-share: 0.05
            rounding-base: 10
            minimum-difference: 15
            maximum-statistics: 100
            maximum-subsets: 10
            retention-days: 7
            """);
        assertEquals(PermitPolicy.Mode.AUTOMATIC, policy.mode());
        assertEquals(
                Set.of(ReleaseLevel.SITE_LEVEL, ReleaseLevel.SUM_ONLY),
                policy.conditions().release());
        assertEquals(
                Optional.of(Set.of(AnalysisId.parse("cox@1"), AnalysisId.parse("summary@1"))),
                policy.conditions().analyses());
        assertEquals(Optional.of(Set.of("dr-jansen")), policy.conditions().scientists());
        assertEquals(
                new SitePolicy(
                        Profile.STRICT,
                        50,
                        20,
                        0.1,
                        3,
                        0.8,
                        new OutputLimits(12, 0.8, 0.2, 30, 0.05, 10),
                        new QuestionLimits(15, 100, 10)),
                policy.limits());
        assertEquals(Duration.ofDays(7), policy.retention());
    }

    @Test
    void a_benchmark_runs_only_where_the_policy_names_it() {
        AnalysisId benchmark = AnalysisId.parse("benchmark@1");
        assertFalse(PermitPolicy.STANDARD.conditions().allow(benchmark));
        assertFalse(read("policy: 1\npermits: automatic\n").conditions().allow(benchmark));
        assertFalse(read("policy: 1\nanalyses: [cox@1]\n").conditions().allow(benchmark));
        assertTrue(read("policy: 1\nanalyses: [benchmark@1]\n").conditions().allow(benchmark));
        assertTrue(PermitPolicy.STANDARD.conditions().allow(AnalysisId.parse("cox@1")));
    }

    @Test
    void a_policy_can_only_tighten_the_floors() {
        for (String line : new String[] {"minimum-rows: 9", "minimum-cell: 3", "maximum-columns-per-row: 0.33"}) {
            DocumentException refused = assertThrows(DocumentException.class, () -> read("policy: 1\n" + line + "\n"));
            assertEquals(2, refused.problems().getFirst().line());
            assertTrue(refused.getMessage().contains("tighten"), refused.getMessage());
        }
    }

    @Test
    void a_profile_is_a_named_set_of_limits_that_a_policy_can_only_tighten() {
        assertEquals(
                Profile.FEDERATION.policy(),
                read("policy: 1\nprofile: federation\n").limits());
        SitePolicy tighter =
                read("policy: 1\nprofile: federation\nminimum-cell: 7\n").limits();
        assertEquals(7, tighter.minimumCell());
        assertEquals(Profile.FEDERATION, tighter.profile());
        DocumentException refused =
                assertThrows(DocumentException.class, () -> read("policy: 1\nprofile: federation\nminimum-cell: 4\n"));
        assertTrue(
                refused.getMessage().contains("minimum-cell must be at least 5 in profile federation"),
                refused.getMessage());
        assertThrows(DocumentException.class, () -> read("policy: 1\nprofile: none\n"));
    }

    @Test
    void a_privacy_budget_is_read_with_its_usual_terms() {
        assertEquals(Optional.empty(), PermitPolicy.STANDARD.budget());
        assertEquals(
                Optional.of(new BudgetSection(new BudgetAccount("lung-registry", "all"), new BudgetTerms(8, 1, 1e-6))),
                read("policy: 1\nprivacy-budget: {account: lung-registry/all}\n")
                        .budget());
        BudgetTerms terms = read("""
            policy: 1
            privacy-budget:
              account: lung-registry/screened
              epsilon-a-year: 2
              epsilon-a-release: 0.25
              patients: 200000
            """).budget().orElseThrow().terms();
        assertEquals(new BudgetTerms(2, 0.25, BudgetTerms.usual(200_000).delta()), terms);
        assertTrue(terms.delta() < 5e-7);
        assertNotEquals(
                read("policy: 1\n").digest(),
                read("policy: 1\nprivacy-budget: {account: lung-registry/all}\n")
                        .digest());
    }

    @Test
    void a_privacy_budget_without_an_account_or_with_no_limit_is_refused() {
        for (String section : new String[] {
            "{epsilon-a-year: 4}",
            "{account: lung}",
            "{account: Lung/all}",
            "{account: a/b, epsilon-a-year: 0}",
            "{account: a/b, epsilon-a-year: 1, epsilon-a-release: 2}",
            "{account: a/b, patients: 0}",
            "{account: a/b, delta: 0.1}"
        }) {
            assertThrows(DocumentException.class, () -> read("policy: 1\nprivacy-budget: " + section + "\n"), section);
        }
    }

    @Test
    void what_is_not_known_is_refused() {
        assertThrows(DocumentException.class, () -> read("permits: automatic\n"));
        assertThrows(DocumentException.class, () -> read("policy: 1\nminimumrows: 20\n"));
        assertThrows(DocumentException.class, () -> read("policy: 1\npermits: sometimes\n"));
        assertThrows(DocumentException.class, () -> read("policy: 1\nanalyses: [cox]\n"));
        assertThrows(DocumentException.class, () -> read("policy: 1\nscientists: [\"Dr Jansen\"]\n"));
        assertThrows(DocumentException.class, () -> read("policy: 1\nretention-days: 0\n"));
    }

    @Test
    void the_digest_tells_policies_apart_and_not_their_spelling() {
        assertEquals(
                read("policy: 1\nscientists: [a, b]\n").digest(),
                read("policy: 1\nscientists: [b, a]\n").digest());
        assertNotEquals(
                read("policy: 1\n").digest(),
                read("policy: 1\nminimum-rows: 11\n").digest());
    }

    private static PermitPolicy read(String text) {
        return Document.parse("policy.yaml", text, PermitPolicyFile::read);
    }
}
