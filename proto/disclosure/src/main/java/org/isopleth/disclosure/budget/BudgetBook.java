package org.isopleth.disclosure.budget;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.disclosure.loss.Calibration;
import org.isopleth.disclosure.loss.GaussianLoss;
import org.isopleth.disclosure.loss.PrivacyCost;
import org.isopleth.disclosure.noise.NoiseClaim;

/// What one account has spent, and whether it can pay for more. Immutable, thread-safe.
///
/// Reserve, then commit: what is reserved is spent, whether or not the release ever leaves. There is no event that
/// gives
/// anything back, so no crash and no order of events does.
///
/// The book's time is the latest it has seen, so a clock that is set back renews nothing, and what is reserved
/// meanwhile is
/// dated by the latest time. What is older than [BudgetTerms#YEAR] no longer counts to the year, but always to
/// [#lifetime], which is shown beside it: privacy that is lost does not come back with time.
///
/// @param terms how much may be spent; nothing before they are set
/// @param spends what was reserved, in order
/// @param latest the latest time seen
public record BudgetBook(Optional<BudgetTerms> terms, Map<Digest, Spend> spends, Instant latest) {
    /// A book counts at most so many releases.
    public static final int MOST_SPENDS = 10_000;

    /// Nothing has happened yet.
    public static final BudgetBook EMPTY = new BudgetBook(Optional.empty(), Map.of(), Instant.EPOCH);

    public BudgetBook {
        spends = Collections.unmodifiableMap(new LinkedHashMap<>(spends));
    }

    /// Whether a release can be paid for. Nothing is spent before [Reservation.Paid#event] is stored.
    ///
    /// @param release names the release, contribution included: another contribution is another release
    /// @param clock what the clock says
    public Reservation reserve(Digest release, Digest study, NoiseClaim claim, Instant clock) {
        if (spends.containsKey(release)) {
            return new Reservation.AlreadyPaid();
        }
        return refusal(claim, clock)
                .<Reservation>map(Reservation.Refused::new)
                .orElseGet(() -> new Reservation.Paid(new BudgetEvent.Reserved(release, study, claim, time(clock))));
    }

    /// Why a release of this cost cannot be paid for now, if that is so. Spends nothing.
    public Optional<Reservation.Reason> refusal(NoiseClaim claim, Instant clock) {
        if (terms.isEmpty()) {
            return Optional.of(Reservation.Reason.NO_BUDGET);
        }
        BudgetTerms limits = terms.get();
        if (!within(claim.ifHonest(), limits.release(), limits.delta())) {
            return Optional.of(Reservation.Reason.RELEASE_TOO_DEAR);
        }
        if (spends.size() >= MOST_SPENDS) {
            return Optional.of(Reservation.Reason.BOOK_FULL);
        }
        return within(year(clock).ifHonest().plus(claim.ifHonest()), limits.yearly(), limits.delta())
                ? Optional.empty()
                : Optional.of(Reservation.Reason.YEAR_SPENT);
    }

    /// The state after an event.
    ///
    /// @throws BudgetException when the event cannot follow
    public static BudgetBook step(BudgetBook book, BudgetEvent event) {
        return switch (event) {
            case BudgetEvent.TermsSet set -> book.with(set);
            case BudgetEvent.Reserved reserved -> book.with(reserved);
            case BudgetEvent.Committed(Digest release) -> book.committed(release);
        };
    }

    /// What counts to the year that ends at this time, or at the latest time seen if that is later.
    public NoiseClaim year(Instant clock) {
        Instant since = time(clock).minus(BudgetTerms.YEAR);
        return total(spends.values().stream()
                .filter(spend -> spend.at().isAfter(since))
                .toList());
    }

    /// What was ever spent.
    public NoiseClaim lifetime() {
        return total(spends.values());
    }

    /// How much of the year's ε is spent, by the ε that is kept to: 0 to 1, 0 without terms.
    public double spentShare(Instant clock) {
        PrivacyCost spent = year(clock).ifHonest();
        return terms.isEmpty() || spent.equals(PrivacyCost.ZERO)
                ? 0
                : enforced(spent, terms.get().delta()) / terms.get().yearly();
    }

    /// The book's time when the clock says this.
    public Instant time(Instant clock) {
        return clock.isAfter(latest) ? clock : latest;
    }

    /// The ε that is kept to: the larger of the Rényi bound and the privacy loss distribution.
    public static double enforced(PrivacyCost cost, double delta) {
        return Calibration.epsilon(cost, delta);
    }

    /// The ε that is reported: by the privacy loss distribution, rounded up.
    public static double reported(PrivacyCost cost, double delta) {
        return GaussianLoss.epsilon(cost, delta);
    }

    private static boolean within(PrivacyCost cost, double epsilon, double delta) {
        // A cost of ρ is never below an ε of ρ, and larger ones are beyond what can be computed.
        return cost.rho() <= epsilon && enforced(cost, delta) <= epsilon;
    }

    private static NoiseClaim total(Collection<Spend> spends) {
        return spends.stream().map(Spend::claim).reduce(NoiseClaim.NOTHING, NoiseClaim::plus);
    }

    private BudgetBook with(BudgetEvent.TermsSet set) {
        BudgetTerms before = terms.orElse(BudgetTerms.LOOSEST_UNSIGNED);
        if (set.approval().isEmpty() && !set.terms().asTightAs(before)) {
            throw new BudgetException(
                    "looser terms of a privacy budget need the signature of a data protection officer");
        }
        return new BudgetBook(Optional.of(set.terms()), spends, latest);
    }

    private BudgetBook with(BudgetEvent.Reserved reserved) {
        if (terms.isEmpty()
                || spends.containsKey(reserved.release())
                || reserved.at().isBefore(latest)) {
            throw new BudgetException(
                    "a release is reserved once, under terms, and not before what was reserved before");
        }
        Spend spend = new Spend(reserved.release(), reserved.study(), reserved.claim(), reserved.at(), false);
        return new BudgetBook(terms, put(spend), reserved.at());
    }

    private BudgetBook committed(Digest release) {
        Spend spend = spends.get(release);
        if (spend == null) {
            throw new BudgetException("only a release that was reserved is committed");
        }
        return new BudgetBook(terms, put(new Spend(release, spend.study(), spend.claim(), spend.at(), true)), latest);
    }

    private Map<Digest, Spend> put(Spend spend) {
        Map<Digest, Spend> all = new LinkedHashMap<>(spends);
        all.put(spend.release(), spend);
        return all;
    }
}
