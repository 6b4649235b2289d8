package org.isopleth.ledger;

import java.util.Arrays;
import java.util.Set;
import org.isopleth.canonical.Json;

/// What one release with noise costs its patients, as an entry says it: enough to add a year's releases up
/// again, and nothing of any patient. Immutable, thread-safe.
///
/// @param account whose budget it is: `dataset/population`
/// @param mechanism how the noise is made: `discrete-gaussian`
/// @param rho ρ of zero-concentrated differential privacy that is charged, a multiple of 2^-40
/// @param epsilonSite ε if everyone else colludes, so that only this site's own noise hides
/// @param epsilonDistributed ε if as many sites are honest as the plan says; the same where noise is local
/// @param delta δ of both
/// @param spentAfter how much of the year's budget is spent with it
public record PrivacySpend(
        String account,
        String mechanism,
        double rho,
        double epsilonSite,
        double epsilonDistributed,
        double delta,
        SpentBand spentAfter) {
    static final Set<String> MEMBERS =
            Set.of("account", "mechanism", "rho", "epsSite", "epsDistributed", "delta", "spentAfter");

    public PrivacySpend {
        LedgerWord.require("an account's name", account);
        LedgerWord.require("a mechanism's name", mechanism);
        requireCost(rho);
        requireCost(epsilonSite);
        requireCost(epsilonDistributed);
        if (!(delta > 0 && delta < 1)) {
            throw new LedgerFormatException("a delta lies between 0 and 1");
        }
    }

    private static void requireCost(double cost) {
        if (!(cost >= 0) || !Double.isFinite(cost)) {
            throw new LedgerFormatException("a cost in privacy is a number from 0");
        }
    }

    /// How much of a year's budget is spent, as coarsely as a permanent and shared record need say it.
    public enum SpentBand {
        FIRST_QUARTER("0-25 %"),
        SECOND_QUARTER("25-50 %"),
        THIRD_QUARTER("50-75 %"),
        LAST_QUARTER("75-100 %");

        private final String text;

        SpentBand(String text) {
            this.text = text;
        }

        /// The band a share lies in.
        ///
        /// @param share from 0; more than 1 counts as 1
        public static SpentBand of(double share) {
            return values()[(int) Math.min(3, Math.max(0, 4 * share))];
        }

        /// As entries write it.
        public String text() {
            return text;
        }

        static SpentBand parse(String text) {
            return Arrays.stream(values())
                    .filter(band -> band.text.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new LedgerFormatException("no such band of a budget"));
        }
    }

    Json json() {
        return Json.object()
                .with("account", account)
                .with("mechanism", mechanism)
                .with("rho", rho)
                .with("epsSite", epsilonSite)
                .with("epsDistributed", epsilonDistributed)
                .with("delta", delta)
                .with("spentAfter", spentAfter.text())
                .build();
    }

    static PrivacySpend read(Json.Obj in) {
        return new PrivacySpend(
                in.text("account"),
                in.text("mechanism"),
                in.number("rho"),
                in.number("epsSite"),
                in.number("epsDistributed"),
                in.number("delta"),
                SpentBand.parse(in.text("spentAfter")));
    }
}
