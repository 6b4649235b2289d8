package org.isopleth.connector.main;

import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.budget.SiteBudgets;
import org.isopleth.connector.permit.BudgetSection;
import org.isopleth.disclosure.budget.BudgetAccount;
import org.isopleth.disclosure.budget.BudgetException;

/// Puts the privacy budget of the policy in force when a connector starts. Stateless.
final class BudgetInForce {
    private BudgetInForce() {}

    /// Sets the account's terms, if they differ from those in force.
    ///
    /// @param approval digest of what a data protection officer signed, if somebody did
    /// @throws CommandException when they are looser, or the account is another, and nobody signed
    static void settle(SiteBudgets budgets, BudgetSection section, Optional<Digest> approval) {
        BudgetAccount account = section.account();
        if (budgets.book(account).terms().equals(Optional.of(section.terms()))) {
            return;
        }
        List<BudgetAccount> accounts = budgets.accounts();
        if (approval.isEmpty() && !accounts.isEmpty() && !accounts.contains(account)) {
            throw new CommandException("the policy's privacy-budget names the account " + account.name()
                    + " instead of " + accounts.getFirst().name() + ": a second budget for the same patients needs the"
                    + " signature of the data protection officer; name the former account");
        }
        try {
            budgets.setTerms(account, section.terms(), approval);
        } catch (BudgetException e) {
            throw new CommandException("the policy's privacy-budget of " + account.name() + ": " + e.getMessage()
                    + "; lower epsilon-a-year, epsilon-a-release, or raise patients");
        }
    }
}
