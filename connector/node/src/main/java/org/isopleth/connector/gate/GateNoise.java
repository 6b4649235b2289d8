package org.isopleth.connector.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.isopleth.cohort.Tally;
import org.isopleth.connector.budget.SiteNoise;
import org.isopleth.connector.study.Rounds;
import org.isopleth.disclosure.RuleId;
import org.isopleth.disclosure.RuleResult;
import org.isopleth.disclosure.budget.Reservation;
import org.isopleth.disclosure.noise.NoiseClaim;
import org.isopleth.disclosure.noise.NoiseSharing;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.ledger.PrivacySpend;
import org.isopleth.masking.MaskingFloors;
import org.isopleth.store.Transaction;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.tensor.Contribution;

/// The noise that plans ask for, at the gate: whether it can be paid for, and having it. Thread-safe.
final class GateNoise {
    private final SiteNoise noise;
    private final MaskingFloors floors;

    /// @param floors say how many sites may collude
    GateNoise(SiteNoise noise, MaskingFloors floors) {
        this.noise = noise;
        this.floors = floors;
    }

    /// What became of a proposal that is about to leave.
    sealed interface Outcome {

        /// It has its noise, if it is to have any.
        ///
        /// @param spend what was paid for it
        /// @param commit notes that it leaves, in the transaction that lets it out
        record Added(Contribution contribution, Optional<PrivacySpend> spend, Consumer<Transaction> commit)
                implements Outcome {}

        /// It cannot be paid for: somebody else was in between.
        record Refused(RuleResult broken) implements Outcome {}
    }

    /// Whether a proposal is to have noise if and only if the signed plan asks for it. The round on the totals has
    /// none:
    /// beside sums with noise it counts sites and no patients ([org.isopleth.cohort.Tally#PART]).
    static boolean isAsPlanned(StudyOffer offer, Proposal proposal) {
        AnalysisPlan plan = offer.study().analyses().get(proposal.round().analysis());
        boolean asked = plan.privacy().isPresent();
        return proposal.round().onTotals()
                ? proposal.noise().isEmpty()
                        && (!asked || proposal.declarations().equals(Tally.declare(Tally.PART)))
                : proposal.noise().isPresent() == asked;
    }

    /// The rule by which a release of this cost could not be paid for now, if that is so. Spends nothing.
    Optional<RuleId> unaffordable(NoiseClaim claim) {
        return noise.refusal(claim).map(Reservation.Reason::rule);
    }

    /// What the budget says to a proposal. Spends nothing.
    List<RuleResult> examine(Rounds rounds, Proposal proposal) {
        if (proposal.noise().isEmpty()) {
            return List.of();
        }
        List<RuleResult> results = new ArrayList<>();
        if (proposal.noise().get().sharing() instanceof NoiseSharing.Distributed(int honest)) {
            int sites = rounds.totalsFor(proposal.round())
                    .map(totals -> totals.sites().size())
                    .orElse(0);
            boolean enough = honest <= sites - floors.assumedColluders();
            results.add(new RuleResult(RuleId.HONEST_SITES, OptionalDouble.of(honest), enough));
        }
        noise.refusal(wish(proposal)).ifPresent(reason -> results.add(broken(reason)));
        return results;
    }

    /// Pays, durably, and adds the noise.
    ///
    /// @param note writes down what was paid, in the transaction that pays; it may be run more than once
    Outcome add(Proposal proposal, BiConsumer<Transaction, PrivacySpend> note) {
        if (proposal.noise().isEmpty()) {
            return new Outcome.Added(proposal.contribution(), Optional.empty(), _ -> {});
        }
        return switch (noise.pay(wish(proposal), note)) {
            case SiteNoise.Outcome.Paid paid ->
                new Outcome.Added(
                        paid.contribution(), Optional.of(paid.spend()), transaction -> noise.commit(transaction, paid));
            case SiteNoise.Outcome.Refused(var reason) -> new Outcome.Refused(broken(reason));
        };
    }

    private static RuleResult broken(Reservation.Reason reason) {
        return new RuleResult(reason.rule(), OptionalDouble.empty(), false);
    }

    private static SiteNoise.Wish wish(Proposal proposal) {
        return new SiteNoise.Wish(
                proposal.round(),
                proposal.state(),
                proposal.declarations(),
                proposal.contribution(),
                proposal.noise().orElseThrow());
    }
}
