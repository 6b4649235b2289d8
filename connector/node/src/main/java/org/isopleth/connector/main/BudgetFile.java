package org.isopleth.connector.main;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.connector.budget.SiteBudgets;
import org.isopleth.disclosure.budget.BudgetAccount;
import org.isopleth.disclosure.budget.BudgetBook;
import org.isopleth.disclosure.budget.BudgetTerms;
import org.isopleth.disclosure.budget.Spend;
import org.isopleth.disclosure.loss.PrivacyCost;
import org.isopleth.disclosure.noise.NoiseClaim;
import org.isopleth.wire.identity.OwnerOnlyFiles;

/// What a running connector says of its privacy budgets, in `budget.json` in its folder, for `connector
/// budget`. For one
/// thread.
final class BudgetFile {
    static final String NAME = "budget.json";

    private static final int VERSION = 1;

    private final Path file;
    private final SiteBudgets budgets;
    private final SecureRandom random;
    private Said said = new Said(Map.of(), -1);

    /// What the file was made from: a year's sum changes with every release, and with time from day to day.
    private record Said(Map<BudgetAccount, BudgetBook> books, long day) {}

    BudgetFile(Path folder, SiteBudgets budgets, SecureRandom random) {
        this.file = folder.resolve(NAME);
        this.budgets = budgets;
        this.random = random;
    }

    /// Writes the file, if what it says has changed.
    void write(Instant now) {
        Map<BudgetAccount, BudgetBook> books = new TreeMap<>();
        budgets.accounts().forEach(account -> books.put(account, budgets.book(account)));
        Said current = new Said(books, now.getEpochSecond() / Duration.ofDays(1).toSeconds());
        if (!current.equals(said)) {
            byte[] text = (CanonicalJson.text(json(books, now)) + "\n").getBytes(StandardCharsets.UTF_8);
            OwnerOnlyFiles.write(file, text, random);
            said = current;
        }
    }

    static Json.Obj json(Map<BudgetAccount, BudgetBook> books, Instant now) {
        List<Json> accounts = new ArrayList<>();
        books.forEach(
                (account, book) -> book.terms().ifPresent(terms -> accounts.add(account(account, book, terms, now))));
        return Json.object()
                .with("budget", VERSION)
                .with("at", now.toString())
                .with("accounts", accounts)
                .build();
    }

    private static Json account(BudgetAccount account, BudgetBook book, BudgetTerms terms, Instant now) {
        return Json.object()
                .with("account", account.name())
                .with("epsilonAYear", terms.yearly())
                .with("epsilonARelease", terms.release())
                .with("delta", terms.delta())
                .with("year", claim(book.year(now), terms.delta()))
                .with("lifetime", claim(book.lifetime(), terms.delta()))
                .with("releases", book.spends().size())
                .with(
                        "neverLeft",
                        book.spends().values().stream()
                                .filter(spend -> !spend.committed())
                                .map(Spend::release)
                                .count())
                .build();
    }

    private static Json claim(NoiseClaim claim, double delta) {
        return Json.object()
                .with("rho", claim.ifHonest().rho())
                .with("epsilon", epsilon(claim.ifHonest(), delta))
                .with("epsilonIfOthersCollude", epsilon(claim.ifOthersCollude(), delta))
                .build();
    }

    private static double epsilon(PrivacyCost cost, double delta) {
        return BudgetBook.reported(cost, delta);
    }
}
