package org.isopleth.disclosure;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.TallyCell;
import org.isopleth.cohort.TallyCell.Role;

/// The rules that only a sum over sites has, one pure function each. Stateless, thread-safe.
final class SumRules {
    private SumRules() {}

    /// A sum of which the own numbers are no part is not the sum this site is asked to add to.
    static RuleResult totals(boolean ownPartIsIn) {
        return new RuleResult(RuleId.TOTALS, OptionalDouble.empty(), ownPartIsIn);
    }

    /// The patients, and every class, level and event that is not empty, are those of several sites. Strata
    /// are no numbers that leave and may be one site's.
    static RuleResult contributors(SitePolicy policy, Tally total) {
        boolean shared = total.entries().stream()
                .filter(entry -> entry.cell() instanceof TallyCell.Rows)
                .anyMatch(entry -> entry.sites() >= policy.minimumSites());
        boolean outputs = outputs(total).stream().allMatch(entry -> entry.sites() >= policy.minimumSites());
        return new RuleResult(RuleId.CONTRIBUTORS, OptionalDouble.of(policy.minimumSites()), shared && outputs);
    }

    /// What becomes readable and is not empty.
    static List<Tally.Entry> outputs(Tally total) {
        List<Tally.Entry> values = total.values();
        return total.entries().stream()
                .filter(entry -> entry.patients() > 0)
                .filter(entry -> switch (entry.cell()) {
                    case TallyCell.Rows(), TallyCell.Events() -> true;
                    case TallyCell.Value value -> value.role() != Role.STRATUM && values.contains(entry);
                    case TallyCell.OtherValue _, TallyCell.ManyValues _, TallyCell.Part _ -> false;
                })
                .toList();
    }

    /// One site's share of the patients.
    static RuleResult dominance(SitePolicy policy, long own, long total) {
        BigDecimal most = BigDecimal.valueOf(policy.maximumShare()).multiply(BigDecimal.valueOf(total));
        return new RuleResult(
                RuleId.DOMINANCE,
                OptionalDouble.of(policy.maximumShare()),
                BigDecimal.valueOf(own).compareTo(most) <= 0);
    }

    /// That nobody can tell how few patients share a value; empty where everybody can.
    static Optional<RuleResult> unnamed(SitePolicy policy, RuleId rule, List<Role> roles, Tally view) {
        return roles.stream().anyMatch(view::unnamed)
                ? Optional.of(new RuleResult(rule, OptionalDouble.of(policy.minimumCell()), false))
                : Optional.empty();
    }
}
