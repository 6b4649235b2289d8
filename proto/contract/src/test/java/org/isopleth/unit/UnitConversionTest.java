package org.isopleth.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitConversionTest {
    private static double convert(String value, String from, String to) {
        return UnitConversion.between(new Unit(from), new Unit(to))
                .orElseThrow()
                .apply(new BigDecimal(value));
    }

    @ParameterizedTest
    @CsvSource({
        "1, a, d, 365.25",
        "1, mo, d, 30.4375",
        "12, mo, a, 1",
        "2, wk, d, 14",
        "36, h, d, 1.5",
        "10, [lb_av], kg, 4.5359237",
        "16, [oz_av], [lb_av], 1",
        "175, cm, m, 1.75",
        "1, kcal, kJ, 4.184",
        "1000, kJ/d, kcal/d, 239.00573613766730401529636711281070745697896749521988527724",
        "1.5, mL, mm3, 1500",
        "2, cm3, mL, 2",
        "250, cGy, Gy, 2.5",
        "120, mm[Hg], kPa, 15.99864",
        "90, umol/L, mmol/L, 0.09",
        "13.5, g/dL, g/L, 135",
        "45, %, 1, 0.45",
        "3, {score}, 1, 3",
        "0, a, d, 0",
        "-3, kg, g, -3000"
    })
    void a_value_converts_to_the_nearest_double(String value, String from, String to, String expected) {
        assertEquals(new BigDecimal(expected).doubleValue(), convert(value, from, to));
    }

    private static final String REFUSALS = """
        kg      | m     | 'kg' measures a mass and 'm' a length
        mmol/L  | mg/dL | 'mmol/L' measures an amount of substance per volume and 'mg/dL' a mass per volume; \
        converting them needs the molar mass of the substance
        {score} | %     | '{score}' measures a score and '%' a number
        lbs     | kg    | unit 'lbs' is not known
        """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = REFUSALS)
    void units_of_different_dimensions_do_not_convert(String from, String to, String why) {
        assertFalse(UnitConversion.between(new Unit(from), new Unit(to)).isPresent());
        assertEquals(why, UnitConversion.refusal(new Unit(from), new Unit(to)));
    }

    @Test
    void every_unit_converts_to_itself_and_back_from_its_base() {
        for (UnitDefinition unit : KnownUnits.all()) {
            assertEquals(0.1, convert("0.1", unit.unit().code(), unit.unit().code()));
            assertTrue(KnownUnits.convertible(unit.unit()).contains(unit.unit().code()));
        }
        assertEquals(
                "[s, min, h, d, wk, mo, a]",
                KnownUnits.convertible(new Unit("d")).toString());
    }

    /// Where the factor is a terminating decimal, converting a decimal there exactly and back gives
    /// the double of the decimal itself: nothing is lost on the way.
    @Test
    void there_and_back_is_the_same_double() {
        Random random = new Random(7);
        String[][] pairs = {{"[lb_av]", "kg"}, {"a", "d"}, {"mo", "d"}, {"cm", "m"}, {"kcal", "kJ"}, {"mm3", "L"}};
        for (int round = 0; round < 20_000; round++) {
            String[] pair = pairs[random.nextInt(pairs.length)];
            Unit from = new Unit(pair[0]);
            Unit to = new Unit(pair[1]);
            BigDecimal value = BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), random.nextInt(12));
            Ratio factor = UnitConversion.between(from, to).orElseThrow().factor();
            BigDecimal there =
                    value.multiply(new BigDecimal(factor.numerator())).divide(new BigDecimal(factor.denominator()));
            double back = UnitConversion.between(to, from).orElseThrow().apply(there);
            assertEquals(value.doubleValue(), back);
        }
    }

    /// Rounding once: equal to dividing with many digits, except that those round twice.
    @Test
    void the_result_is_the_nearest_double() {
        Random random = new Random(8);
        UnitConversion months =
                UnitConversion.between(new Unit("d"), new Unit("mo")).orElseThrow();
        for (int round = 0; round < 20_000; round++) {
            BigDecimal days = BigDecimal.valueOf(random.nextInt(1_000_000), random.nextInt(4));
            BigDecimal exact = days.divide(new BigDecimal("30.4375"), new MathContext(80));
            double result = months.apply(days);
            BigDecimal error = exact.subtract(new BigDecimal(result)).abs();
            BigDecimal above =
                    exact.subtract(new BigDecimal(Math.nextUp(result))).abs();
            BigDecimal below =
                    exact.subtract(new BigDecimal(Math.nextDown(result))).abs();
            assertTrue(error.compareTo(above) <= 0 && error.compareTo(below) <= 0);
        }
        assertEquals(Double.MIN_VALUE, convert("4.9e-324", "a", "a"));
        assertEquals(Double.POSITIVE_INFINITY, convert("1e308", "a", "s"));
    }
}
