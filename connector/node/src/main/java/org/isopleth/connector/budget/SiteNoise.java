package org.isopleth.connector.budget;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.isopleth.canonical.Digest;
import org.isopleth.disclosure.budget.BudgetAccount;
import org.isopleth.disclosure.budget.BudgetBook;
import org.isopleth.disclosure.budget.BudgetTerms;
import org.isopleth.disclosure.budget.Reservation;
import org.isopleth.disclosure.noise.ContributionNoise;
import org.isopleth.disclosure.noise.NoiseClaim;
import org.isopleth.disclosure.noise.NoisePlan;
import org.isopleth.ledger.PrivacySpend;
import org.isopleth.round.RoundId;
import org.isopleth.store.Transaction;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.TensorDeclaration;

/// The noise of this site's releases: paid for from its budget, then added. Thread-safe.
///
/// A release is paid for in a transaction of its own before there is any noise, and committed in the one that
/// lets it out. The same release, computed again after a crash, is not charged again and is the same bytes.
public final class SiteNoise {
    private static final String MECHANISM = "discrete-gaussian";

    private final SiteBudgets budgets;
    private final NoiseKey key;
    private final Optional<BudgetAccount> account;

    /// @param account whose patients all releases tell of; none, where no budget is set: then nothing with
    ///     noise leaves
    public SiteNoise(SiteBudgets budgets, NoiseKey key, Optional<BudgetAccount> account) {
        this.budgets = budgets;
        this.key = key;
        this.account = account;
    }

    /// A contribution that is to have noise before it leaves.
    ///
    /// @param contribution without noise
    public record Wish(
            RoundId round,
            Digest state,
            List<TensorDeclaration> declarations,
            Contribution contribution,
            NoisePlan plan) {
        public Wish {
            declarations = List.copyOf(declarations);
        }
    }

    /// What came of it.
    public sealed interface Outcome {

        /// It is paid for, durably.
        ///
        /// @param contribution with noise
        /// @param account who paid
        /// @param release what was paid for
        /// @param spend as the ledger says it
        record Paid(Contribution contribution, BudgetAccount account, Digest release, PrivacySpend spend)
                implements Outcome {}

        /// There is not enough, or no budget.
        record Refused(Reservation.Reason reason) implements Outcome {}
    }

    /// Why a release of this cost could not be paid for now, if that is so. Spends nothing.
    public Optional<Reservation.Reason> refusal(NoiseClaim claim) {
        return account.isEmpty() ? Optional.of(Reservation.Reason.NO_BUDGET) : budgets.refusal(account.get(), claim);
    }

    /// Why this release could not be paid for now, if that is so; what was paid for before can always leave.
    public Optional<Reservation.Reason> refusal(Wish wish) {
        boolean paid = account.isPresent()
                && budgets.book(account.get())
                        .spends()
                        .containsKey(key.release(wish.round(), wish.state(), wish.contribution()));
        return paid ? Optional.empty() : refusal(wish.plan().claim(wish.declarations()));
    }

    /// Pays for a release and adds its noise. What is paid stays paid, whatever comes of the release.
    ///
    /// @param note writes down what was paid, in the transaction that pays; it may be run more than once
    public Outcome pay(Wish wish, BiConsumer<Transaction, PrivacySpend> note) {
        if (account.isEmpty()) {
            return new Outcome.Refused(Reservation.Reason.NO_BUDGET);
        }
        Digest release = key.release(wish.round(), wish.state(), wish.contribution());
        NoiseClaim claim = wish.plan().claim(wish.declarations());
        Reservation reservation = budgets.reserve(
                account.get(),
                release,
                wish.round().study(),
                claim,
                (transaction, after) -> note.accept(transaction, spend(claim, after)));
        return switch (reservation) {
            case Reservation.Refused(var reason) -> new Outcome.Refused(reason);
            case Reservation.Paid _, Reservation.AlreadyPaid _ ->
                new Outcome.Paid(noised(wish), account.get(), release, spend(claim, budgets.book(account.get())));
        };
    }

    private Contribution noised(Wish wish) {
        return ContributionNoise.add(
                wish.contribution(),
                wish.declarations(),
                wish.plan(),
                key.bits(wish.round(), wish.state(), wish.contribution()));
    }

    private PrivacySpend spend(NoiseClaim claim, BudgetBook book) {
        double delta = book.terms().map(BudgetTerms::delta).orElseThrow();
        return new PrivacySpend(
                account.orElseThrow().name(),
                MECHANISM,
                claim.ifHonest().rho(),
                BudgetBook.reported(claim.ifOthersCollude(), delta),
                BudgetBook.reported(claim.ifHonest(), delta),
                delta,
                PrivacySpend.SpentBand.of(budgets.spentShare(book)));
    }

    /// Notes that a release leaves, in the transaction that lets it out.
    public void commit(Transaction transaction, Outcome.Paid paid) {
        budgets.commit(transaction, paid.account(), paid.release());
    }
}
