package org.isopleth.unit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The units of medicine the project converts, by UCUM code. Stateless, thread-safe.
///
/// Factors are the definitions of the Unified Code for Units of Measure, version 2.2
/// (ucum-essence): the year `a` is the Julian year of 365.25 days, the month `mo` its twelfth,
/// 30.4375 days; the calorie is the thermochemical one, 4.184 J; `[lb_av]` is 0.45359237 kg;
/// `mm[Hg]` is 133.322 Pa. `{score}` is an annotation of the number 1 (UCUM section 6): it converts
/// to `1` and to nothing else, so that a score of 80 is never taken for 80 %.
///
/// Amount of substance and mass (`mmol/L` and `mg/dL`) do not convert: the factor is the molar mass
/// of the substance, which a unit does not know.
public final class KnownUnits {
    private static final Map<Unit, UnitDefinition> UNITS = definitions();

    private KnownUnits() {}

    /// The definition of a unit, if it is known.
    public static Optional<UnitDefinition> find(Unit unit) {
        return Optional.ofNullable(UNITS.get(unit));
    }

    /// All known units, grouped by dimension.
    public static Collection<UnitDefinition> all() {
        return UNITS.values();
    }

    /// The codes of all known units, for messages.
    public static List<String> codes() {
        return UNITS.keySet().stream().map(Unit::code).toList();
    }

    private static Map<Unit, UnitDefinition> definitions() {
        Table table = new Table();
        table.of(Dimension.NUMBER).add("1", "one", "1").add("%", "percent", "0.01");
        table.of(Dimension.SCORE).add("{score}", "points of a score", "1");
        table.of(Dimension.TIME)
                .add("s", "second", "1")
                .add("min", "minute", "60")
                .add("h", "hour", "3600")
                .add("d", "day", "86400")
                .add("wk", "week", "604800")
                .add("mo", "month of 30.4375 days", "2629800")
                .add("a", "year of 365.25 days", "31557600");
        table.of(Dimension.RATE).add("/min", "per minute", "1").add("/s", "per second", "60");
        table.of(Dimension.MASS)
                .add("g", "gram", "1")
                .add("kg", "kilogram", "1000")
                .add("mg", "milligram", "0.001")
                .add("ug", "microgram", "0.000001")
                .add("[lb_av]", "pound", "453.59237")
                .add("[oz_av]", "ounce", "28.349523125");
        table.of(Dimension.LENGTH)
                .add("m", "metre", "1")
                .add("dm", "decimetre", "0.1")
                .add("cm", "centimetre", "0.01")
                .add("mm", "millimetre", "0.001")
                .add("um", "micrometre", "0.000001")
                .add("[in_i]", "inch", "0.0254")
                .add("[ft_i]", "foot", "0.3048");
        table.of(Dimension.AREA)
                .add("m2", "square metre", "1")
                .add("cm2", "square centimetre", "0.0001")
                .add("mm2", "square millimetre", "0.000001");
        table.of(Dimension.VOLUME)
                .add("L", "litre", "1")
                .add("dL", "decilitre", "0.1")
                .add("mL", "millilitre", "0.001")
                .add("uL", "microlitre", "0.000001")
                .add("m3", "cubic metre", "1000")
                .add("cm3", "cubic centimetre", "0.001")
                .add("mm3", "cubic millimetre", "0.000001");
        addPhysical(table);
        addChemical(table);
        return Collections.unmodifiableMap(table.units);
    }

    private static void addPhysical(Table table) {
        table.of(Dimension.BODY_MASS_INDEX).add("kg/m2", "kilogram per square metre", "1");
        table.of(Dimension.ABSORBED_DOSE)
                .add("Gy", "gray", "1")
                .add("cGy", "centigray", "0.01")
                .add("mGy", "milligray", "0.001")
                .add("RAD", "rad", "0.01");
        table.of(Dimension.ACTIVITY)
                .add("Bq", "becquerel", "1")
                .add("kBq", "kilobecquerel", "1000")
                .add("MBq", "megabecquerel", "1000000")
                .add("GBq", "gigabecquerel", "1000000000")
                .add("mCi", "millicurie", "37000000");
        table.of(Dimension.ENERGY)
                .add("J", "joule", "1")
                .add("kJ", "kilojoule", "1000")
                .add("cal", "thermochemical calorie", "4.184")
                .add("kcal", "thermochemical kilocalorie", "4184");
        table.of(Dimension.ENERGY_RATE)
                .add("kJ/d", "kilojoule per day", "1")
                .add("kcal/d", "kilocalorie per day", "4.184");
        table.of(Dimension.PRESSURE)
                .add("Pa", "pascal", "1")
                .add("kPa", "kilopascal", "1000")
                .add("mm[Hg]", "millimetre of mercury", "133.322");
        table.of(Dimension.RADIODENSITY).add("[hnsf'U]", "Hounsfield unit", "1");
    }

    private static void addChemical(Table table) {
        table.of(Dimension.AMOUNT_CONCENTRATION)
                .add("mol/L", "mole per litre", "1")
                .add("mmol/L", "millimole per litre", "0.001")
                .add("umol/L", "micromole per litre", "0.000001")
                .add("nmol/L", "nanomole per litre", "0.000000001");
        table.of(Dimension.MASS_CONCENTRATION)
                .add("g/L", "gram per litre", "1")
                .add("g/dL", "gram per decilitre", "10")
                .add("g/mL", "gram per millilitre", "1000")
                .add("mg/L", "milligram per litre", "0.001")
                .add("mg/dL", "milligram per decilitre", "0.01")
                .add("ug/L", "microgram per litre", "0.000001")
                .add("ng/mL", "nanogram per millilitre", "0.000001");
        table.of(Dimension.NUMBER_CONCENTRATION)
                .add("/L", "per litre", "1")
                .add("/uL", "per microlitre", "1000000")
                .add("10*3/uL", "thousand per microlitre", "1000000000")
                .add("10*9/L", "thousand million per litre", "1000000000")
                .add("10*12/L", "million million per litre", "1000000000000");
        table.of(Dimension.ENZYME_CONCENTRATION)
                .add("U/L", "enzyme unit per litre", "1")
                .add("kU/L", "thousand enzyme units per litre", "1000");
    }

    /// Collects definitions, dimension by dimension.
    private static final class Table {
        private final Map<Unit, UnitDefinition> units = new LinkedHashMap<>();
        private Dimension dimension = Dimension.NUMBER;

        Table of(Dimension next) {
            dimension = next;
            return this;
        }

        Table add(String code, String name, String factor) {
            Unit unit = new Unit(code);
            if (units.put(unit, new UnitDefinition(unit, name, dimension, Ratio.of(factor))) != null) {
                throw new IllegalStateException(code);
            }
            return this;
        }
    }

    /// The codes of the units into which this one converts, itself included.
    public static List<String> convertible(Unit unit) {
        List<String> codes = new ArrayList<>();
        for (UnitDefinition candidate : UNITS.values()) {
            if (UnitConversion.between(unit, candidate.unit()).isPresent()) {
                codes.add(candidate.unit().code());
            }
        }
        return codes;
    }
}
