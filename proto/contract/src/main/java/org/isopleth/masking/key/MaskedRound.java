package org.isopleth.masking.key;

import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.round.RoundId;

/// Which round is masked, and which attempt at it. Immutable, thread-safe.
///
/// @param federation the consortium's name, 1 to 200 characters
/// @param study study and analysis, 1 to 200 characters
/// @param round from 1; answered at most once per study for ever
/// @param attempt from 1; an attempt that failed before any mask was opened is followed by another
public record MaskedRound(String federation, String study, int round, int attempt) {
    private static final int MAX_NAME = 200;

    public MaskedRound {
        if (round < 1 || attempt < 1 || !named(federation) || !named(study)) {
            throw new MaskingException("a masked round has names and counts from 1");
        }
    }

    /// The masked form of a study's round; an analysis that starts again is a new attempt at each. The round on
    /// the totals is the first of a series of its own.
    public static MaskedRound of(String federation, RoundId round) {
        String analysis = round.study().hex() + "/" + round.analysis();
        return round.onTotals()
                ? new MaskedRound(federation, analysis + "/totals", 1, round.attempt())
                : new MaskedRound(federation, analysis, round.number(), round.attempt());
    }

    /// The context before the roster is known, `ctx0`: what the first message of a site is bound to.
    public Digest opening(Digest plan, Digest model) {
        return Digest.of(prefix(plan, model));
    }

    /// The context `ctx` every key is bound to: two sites that were told different plans, models or
    /// rosters cannot open each other's shares.
    public Digest context(Digest plan, Digest model, Digest roster) {
        return Digest.of(LengthPrefixed.joined(prefix(plan, model), LengthPrefixed.of(roster.bytes())));
    }

    private byte[] prefix(Digest plan, Digest model) {
        return LengthPrefixed.of(
                LengthPrefixed.text(KeySchedule.LABEL),
                LengthPrefixed.text(federation),
                LengthPrefixed.text(study),
                LengthPrefixed.u32(round),
                LengthPrefixed.u32(attempt),
                plan.bytes(),
                model.bytes());
    }

    /// Whether both are attempts at the same round.
    public boolean sameRound(MaskedRound other) {
        return federation.equals(other.federation) && study.equals(other.study) && round == other.round;
    }

    private static boolean named(String name) {
        return !name.isEmpty() && name.length() <= MAX_NAME;
    }

    /// The JSON form.
    public Json.Obj json() {
        return Json.object()
                .with("federation", federation)
                .with("study", study)
                .with("round", round)
                .with("attempt", attempt)
                .build();
    }

    /// Reads the JSON form.
    public static MaskedRound read(Json.Obj in) {
        return new MaskedRound(in.text("federation"), in.text("study"), in.count("round"), in.count("attempt"));
    }
}
