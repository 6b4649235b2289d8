package org.isopleth.client.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaperNumbersTest {

    /// No line ends within a number.
    private static String tied(String words) {
        return words.replace(' ', '\u00A0');
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "0, < 0.001",
                "1e-300, < 0.001",
                "0.000999, < 0.001",
                "0.001, 0.0010",
                "0.0013, 0.0013",
                "0.00125, 0.0013",
                "0.0124, 0.012",
                "0.0478, 0.0478",
                "0.0496, 0.0496",
                "0.0504, 0.0504",
                "0.0996, 0.10",
                "0.13, 0.13",
                "0.7449, 0.74",
                "0.99, 0.99",
                "0.991, > 0.99",
                "1, > 0.99"
            })
    void p_values_have_two_digits_and_limits(double p, String printed) {
        assertEquals(tied(printed), PaperNumbers.p(p));
    }

    @Test
    void a_sentence_has_no_equals_sign_before_a_limit() {
        assertEquals(tied("p = 0.0013"), PaperNumbers.pSentence(0.0013));
        assertEquals(tied("p < 0.001"), PaperNumbers.pSentence(0.0002));
        assertEquals(tied("p > 0.99"), PaperNumbers.pSentence(0.9999));
    }

    @Test
    void intervals_have_two_decimals_and_more_when_narrow() {
        assertEquals("1.88 [1.28, 2.76]", PaperNumbers.interval(1.88, 1.2803, 2.7604));
        assertEquals("1.011 [0.993, 1.030]", PaperNumbers.interval(1.01126, 0.99299, 1.02987));
        assertEquals("1.000120 [1.000100, 1.000140]", PaperNumbers.interval(1.00012, 1.0001, 1.00014));
        assertEquals("−0.55 [−0.88, −0.22]", PaperNumbers.interval(-0.5525, -0.8812, -0.2238));
        assertEquals("152.3 [101.1, 228.4]", PaperNumbers.interval(152.34, 101.11, 228.41));
        assertEquals("0.0020 [0.0010, 0.0040]", PaperNumbers.interval(0.002, 0.001, 0.004));
        assertEquals("1.00 [1.00, 1.00]", PaperNumbers.interval(1, 1, 1));
    }

    @Test
    void each_number_of_a_wide_interval_has_its_own_decimals() {
        assertEquals("40.0 [0.60, 1200]", PaperNumbers.interval(40, 0.6, 1200));
        assertEquals("12.0 [0.97, 148.5]", PaperNumbers.interval(12.0, 0.97, 148.5));
        assertEquals("12.35 [10.12, 25.33]", PaperNumbers.interval(12.345678, 10.12345, 25.32785));
        assertEquals("2314 [0.01, " + tied("5.4 × 10⁹") + "]", PaperNumbers.interval(2314.2, 0.0123, 5.36e9));
        assertEquals("3.00 [0.50, ∞]", PaperNumbers.interval(3, 0.5, Double.POSITIVE_INFINITY));
    }

    @Test
    void an_end_of_an_interval_is_printed_on_its_side_of_1() {
        assertEquals("1.34 [0.9996, 1.80]", PaperNumbers.interval(1.34, 0.9996, 1.8));
        assertEquals("15.6 [0.998, 243.7]", PaperNumbers.interval(15.595, 0.998, 243.69));
        assertEquals("1.80 [1.002, 3.23]", PaperNumbers.interval(1.8, 1.002, 3.2335));
        assertEquals("0.50 [0.25, 0.999]", PaperNumbers.interval(0.5, 0.25, 0.999));
        assertEquals("[1.00, 3.00]", PaperNumbers.bounds(1, 3));
    }

    @Test
    void a_number_too_small_for_the_decimals_is_not_printed_as_zero() {
        assertEquals(tied("1.0 × 10⁻¹²"), PaperNumbers.fixed(1e-12, 2));
        assertEquals("0.00", PaperNumbers.fixed(0, 2));
        assertEquals(tied("−4.7 × 10⁻⁶"), PaperNumbers.number(-4.72e-6));
        assertEquals("∞", PaperNumbers.number(Double.POSITIVE_INFINITY));
    }

    @Test
    void numbers_have_three_significant_digits() {
        assertEquals("0.0112", PaperNumbers.number(0.01123));
        assertEquals("0.628", PaperNumbers.number(0.6279));
        assertEquals("62.4", PaperNumbers.number(62.447));
        assertEquals("928", PaperNumbers.number(928.41));
        assertEquals("228", PaperNumbers.number(228));
        assertEquals("12346", PaperNumbers.number(12345.6));
        assertEquals("−0.553", PaperNumbers.number(-0.5525));
    }

    @Test
    void marks_have_no_digit_too_many() {
        assertEquals("0.5", PaperNumbers.mark(0.5));
        assertEquals("1", PaperNumbers.mark(1));
        assertEquals("1000", PaperNumbers.mark(1000));
        assertEquals("−0.025", PaperNumbers.mark(-0.025));
        assertEquals(tied("2 × 10⁻⁵"), PaperNumbers.mark(2e-5));
    }

    @Test
    void percents_lose_trailing_zeros_only() {
        assertEquals(tied("95 %"), PaperNumbers.percent(0.95));
        assertEquals(tied("99.9 %"), PaperNumbers.percent(0.999));
        assertEquals(tied("90 %"), PaperNumbers.percent(0.9));
    }

    @Test
    void full_numbers_read_back_as_the_same_double() {
        double value = 0.1 + 0.2;
        assertEquals(value, Double.parseDouble(PaperNumbers.full(value)));
    }
}
