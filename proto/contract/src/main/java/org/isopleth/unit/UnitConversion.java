package org.isopleth.unit;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/// The exact way from one unit to another of the same dimension. Immutable, thread-safe.
///
/// @param from the unit a value is in
/// @param to the unit it is wanted in
/// @param factor one `from`, in `to`; exact
public record UnitConversion(Unit from, Unit to, Ratio factor) {
    private static final Set<Unit> SCORE_AND_NUMBER = Set.of(new Unit("{score}"), Unit.ONE);
    private static final Set<Dimension> CONCENTRATIONS =
            Set.of(Dimension.AMOUNT_CONCENTRATION, Dimension.MASS_CONCENTRATION);
    private static final Ratio ONE = Ratio.of("1");

    /// The conversion, unless a unit is unknown or they measure different things. An unknown unit
    /// converts to itself.
    public static Optional<UnitConversion> between(Unit from, Unit to) {
        // Before the sets below, which refuse equal members.
        if (from.equals(to) || isScoreAndNumber(from, to)) {
            return Optional.of(new UnitConversion(from, to, ONE));
        }
        Optional<UnitDefinition> source = KnownUnits.find(from);
        Optional<UnitDefinition> target = KnownUnits.find(to);
        if (source.isEmpty()
                || target.isEmpty()
                || source.get().dimension() != target.get().dimension()) {
            return Optional.empty();
        }
        return Optional.of(new UnitConversion(
                from, to, source.get().factor().dividedBy(target.get().factor())));
    }

    /// Why [#between] has no answer, for a message: one sentence without a full stop.
    public static String refusal(Unit from, Unit to) {
        Optional<UnitDefinition> source = KnownUnits.find(from);
        Optional<UnitDefinition> target = KnownUnits.find(to);
        if (source.isEmpty() || target.isEmpty()) {
            return "unit '" + (source.isEmpty() ? from : to) + "' is not known";
        }
        String refusal = "'" + from + "' measures " + source.get().dimension().words() + " and '" + to + "' "
                + target.get().dimension().words();
        boolean molar = CONCENTRATIONS.contains(source.get().dimension())
                && CONCENTRATIONS.contains(target.get().dimension());
        return molar ? refusal + "; converting them needs the molar mass of the substance" : refusal;
    }

    /// The value in [#to]: computed exactly, rounded once to the nearest double.
    ///
    /// @param value in [#from], as it was written
    public double apply(BigDecimal value) {
        return factor.times(value);
    }

    private static boolean isScoreAndNumber(Unit from, Unit to) {
        return Set.of(from, to).equals(SCORE_AND_NUMBER);
    }
}
