package org.isopleth.disclosure.budget;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.disclosure.loss.PrivacyCost;
import org.isopleth.disclosure.noise.NoiseClaim;

/// The kind and stored JSON form of each [BudgetEvent]. Stateless, thread-safe.
public final class BudgetEventJson {

    /// The version of the stored forms below.
    public static final int VERSION = 1;

    private BudgetEventJson() {}

    /// The word under which an event is stored.
    public static String kind(BudgetEvent event) {
        return switch (event) {
            case BudgetEvent.TermsSet _ -> "budget-terms-set";
            case BudgetEvent.Reserved _ -> "budget-reserved";
            case BudgetEvent.Committed _ -> "budget-committed";
        };
    }

    /// The JSON form. Costs are written as text, for they have more digits than a JSON number keeps.
    public static Json.Obj write(BudgetEvent event) {
        return switch (event) {
            case BudgetEvent.TermsSet(BudgetTerms terms, Optional<Digest> approval) ->
                Json.object()
                        .with("yearly", terms.yearly())
                        .with("release", terms.release())
                        .with("delta", terms.delta())
                        .withOptional("approval", approval.map(digest -> Json.of(digest.hex())))
                        .build();
            case BudgetEvent.Reserved(Digest release, Digest study, NoiseClaim claim, Instant at) ->
                Json.object()
                        .with("release", release.hex())
                        .with("study", study.hex())
                        .with("cost", Long.toString(claim.ifHonest().steps()))
                        .with(
                                "costIfOthersCollude",
                                Long.toString(claim.ifOthersCollude().steps()))
                        .with("at", at.toString())
                        .build();
            case BudgetEvent.Committed(Digest release) ->
                Json.object().with("release", release.hex()).build();
        };
    }

    /// Reads [#write] back.
    ///
    /// @throws JsonException when it is no such event
    public static BudgetEvent read(String kind, int version, Json.Obj in) {
        if (version != VERSION) {
            throw new JsonException("a stored event of the privacy budget has a version this release does not know");
        }
        try {
            return switch (kind) {
                case "budget-terms-set" ->
                    new BudgetEvent.TermsSet(
                            new BudgetTerms(in.number("yearly"), in.number("release"), in.number("delta")),
                            in.find("approval").map(digest -> new Digest(digest.asText())));
                case "budget-reserved" ->
                    new BudgetEvent.Reserved(
                            new Digest(in.text("release")),
                            new Digest(in.text("study")),
                            new NoiseClaim(cost(in.text("cost")), cost(in.text("costIfOthersCollude"))),
                            Instant.parse(in.text("at")));
                case "budget-committed" -> new BudgetEvent.Committed(new Digest(in.text("release")));
                default -> throw new JsonException("a stored event of the privacy budget is of no known kind");
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new JsonException("a stored event of the privacy budget is damaged");
        }
    }

    private static PrivacyCost cost(String steps) {
        return new PrivacyCost(Long.parseLong(steps));
    }
}
