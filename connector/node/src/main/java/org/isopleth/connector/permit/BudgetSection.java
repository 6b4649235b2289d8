package org.isopleth.connector.permit;

import org.isopleth.canonical.Json;
import org.isopleth.disclosure.budget.BudgetAccount;
import org.isopleth.disclosure.budget.BudgetTerms;
import org.isopleth.ontology.document.DocumentNode;
import org.isopleth.ontology.document.DocumentObject;

/// The part of a policy file that says what releases with noise may cost. Every key but the first may be left out.
///
/// ```yaml
/// privacy-budget:
///   account: lung-registry/all  # dataset/population; studies do not have budgets of their own
///   epsilon-a-year: 8           # of all releases within 366 days; more only with a signature
///   epsilon-a-release: 1        # more only with a signature
///   patients: 20000             # N, of the account: δ is the smaller of 1e-6 and 1/(10 N); default: 1e-6
/// ```
///
/// Terms that are looser than these, or than those that held before, need the signature of a data protection
/// officer; the connector does not start without it. Immutable, thread-safe.
///
/// @param account whose patients all of this hospital's releases tell of
/// @param terms what they may cost
public record BudgetSection(BudgetAccount account, BudgetTerms terms) {
    static final String KEY = "privacy-budget";

    private static final long MOST_PATIENTS = 1_000_000_000;

    static BudgetSection read(DocumentNode node) {
        DocumentObject in = node.object("account", "epsilon-a-year", "epsilon-a-release", "patients")
                .requiring("account");
        BudgetTerms usual = BudgetTerms.LOOSEST_UNSIGNED;
        double delta = in.has("patients")
                ? BudgetTerms.usual(in.integer("patients", 1, MOST_PATIENTS, 1)).delta()
                : usual.delta();
        double yearly = in.number("epsilon-a-year", usual.yearly());
        double release = in.number("epsilon-a-release", Math.min(usual.release(), yearly));
        try {
            return new BudgetSection(account(in.required("account")), new BudgetTerms(yearly, release, delta));
        } catch (IllegalArgumentException e) {
            throw node.problem(String.valueOf(e.getMessage()));
        }
    }

    private static BudgetAccount account(DocumentNode node) {
        String[] names = node.text().split("/", -1);
        try {
            if (names.length == 2) {
                return new BudgetAccount(names[0], names[1]);
            }
        } catch (IllegalArgumentException _) {
            // Told below: the same words serve both slips.
        }
        throw node.problem("expected a dataset and a population, such as lung-registry/all: each has 1 to 40 lower-case"
                + " letters, digits and inner hyphens");
    }

    Json.Obj json() {
        return Json.object()
                .with("account", account.name())
                .with("epsilonAYear", terms.yearly())
                .with("epsilonARelease", terms.release())
                .with("delta", terms.delta())
                .build();
    }
}
