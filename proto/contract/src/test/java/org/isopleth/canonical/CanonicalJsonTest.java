package org.isopleth.canonical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 8785, whose own examples and number samples are checked literally.
class CanonicalJsonTest {

    /// Appendix B: the bits of a double and its canonical text.
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void numbers_are_written_as_appendix_B_lists_them(String bits, String text) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
        assertEquals(text, CanonicalJson.text(Json.of(value)));
    }

    @Test
    void every_number_reads_back_as_itself_with_the_fewest_digits() {
        Random random = new Random(8785);
        for (int i = 0; i < 200_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                String text = CanonicalJson.number(value);
                assertEquals(value, Double.parseDouble(text));
                BigDecimal written = new BigDecimal(text).stripTrailingZeros();
                if (written.precision() > 1) {
                    BigDecimal shorter = written.round(new MathContext(written.precision() - 1));
                    assertNotEquals(value, shorter.doubleValue(), text);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numbers_that_are_not_finite_are_refused(double value) {
        assertThrows(JsonException.class, () -> Json.of(value));
    }

    @Test
    void minus_zero_is_zero() {
        assertEquals(Json.of(0.0), Json.of(-0.0));
    }

    /// Section 3.2.2 to 3.2.4: the running example and its bytes.
    @Test
    void the_example_of_the_standard_has_its_bytes() {
        String input = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
              "literals": [null, true, false]
            }
            """;
        String expected = "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}";
        assertEquals(expected, CanonicalJson.text(CanonicalJson.parse(input)));
    }

    /// Section 3.2.3: names sort by UTF-16 code units, so an emoji comes before U+FB33.
    @Test
    void members_sort_by_UTF16_code_units() {
        String input = """
            {"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh",
             "1": "One", "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control",
             "\\u00f6": "Latin Small Letter O With Diaeresis"}
            """;
        Json.Obj read = CanonicalJson.parse(CanonicalJson.text(CanonicalJson.parse(input)))
                .asObject();
        assertEquals(
                List.of(
                        "Carriage Return",
                        "One",
                        "Control",
                        "Latin Small Letter O With Diaeresis",
                        "Euro Sign",
                        "Emoji: Grinning Face",
                        "Hebrew Letter Dalet With Dagesh"),
                read.members().values().stream().map(Json::asText).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1 \"b\":2}",
                "01",
                "1.",
                ".5",
                "+1",
                "1e",
                "1e400",
                "NaN",
                "tru",
                "nul",
                "\"a",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\u0001\"",
                "1 2",
                "[1]]",
                "{1:2}",
                "'a'"
            })
    void what_is_not_JSON_is_refused(String text) {
        assertThrows(JsonException.class, () -> CanonicalJson.parse(text));
    }

    @Test
    void bytes_that_are_not_UTF8_are_refused() {
        assertThrows(JsonException.class, () -> CanonicalJson.parse(new byte[] {'"', (byte) 0xff, '"'}));
        assertThrows(JsonException.class, () -> CanonicalJson.parse(new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'}));
    }

    @Test
    void nesting_beyond_64_levels_is_refused() {
        CanonicalJson.parse("[".repeat(64) + "]".repeat(64));
        assertThrows(JsonException.class, () -> CanonicalJson.parse("[".repeat(65) + "]".repeat(65)));
        assertThrows(JsonException.class, () -> CanonicalJson.parse("[".repeat(1_000_000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"b\":1,\"a\":2}",
                "{ \"a\":1}",
                "{\"a\":1} ",
                "[1.0]",
                "[10e-1]",
                "\"\\u0041\"",
                "\"\\u000F\"",
                "\"\\u000a\"",
                "\"\\/\"",
                "[1e0]",
                "[-0]"
            })
    void what_is_not_canonical_is_refused_where_canonical_is_asked_for(String text) {
        CanonicalJson.parse(text);
        assertThrows(JsonException.class, () -> CanonicalJson.parseCanonical(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void random_documents_have_one_form_whatever_their_member_order() throws IOException {
        Random random = new Random(42);
        for (int i = 0; i < 500; i++) {
            Json value = RandomJson.value(random, 4);
            byte[] bytes = CanonicalJson.bytes(value);
            assertEquals(value, CanonicalJson.parseCanonical(bytes));
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            CanonicalJson.write(value, written);
            assertArrayEquals(bytes, written.toByteArray());
            assertEquals(CanonicalJson.digest(value), CanonicalJson.digest(RandomJson.shuffled(value, random)));
        }
    }

    @Test
    void a_text_longer_than_a_block_is_written_whole() throws IOException {
        Json value = Json.object()
                .with("values", "\u00e9\ud83d\ude00/\"".repeat(100_000))
                .build();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        CanonicalJson.write(value, written);
        assertArrayEquals(CanonicalJson.bytes(value), written.toByteArray());
    }

    /// Whatever is changed in a canonical text: it is taken exactly if it is what its value is written as.
    @Test
    void changed_documents_are_canonical_when_they_are_written_like_that() {
        Random random = new Random(8259);
        String pieces = "\"\\ ,:{}[]0129.-+eEabut/n\n\u00e9\ud83d\ude00";
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(CanonicalJson.text(RandomJson.value(random, 3)));
            for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
                int at = random.nextInt(text.length() + 1);
                switch (random.nextInt(3)) {
                    case 0 -> text.insert(at, pieces.charAt(random.nextInt(pieces.length())));
                    case 1 -> text.delete(at, at + 1);
                    default -> text.replace(at, at + 1, pieces.substring(random.nextInt(pieces.length())));
                }
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            taken += isTaken(bytes) ? 1 : 0;
            assertEquals(isWrittenSo(bytes), isTaken(bytes), text.toString());
        }
        assertNotEquals(0, taken);
    }

    private static boolean isTaken(byte[] bytes) {
        try {
            CanonicalJson.parseCanonical(bytes);
            return true;
        } catch (JsonException e) {
            return false;
        }
    }

    private static boolean isWrittenSo(byte[] bytes) {
        try {
            return Arrays.equals(bytes, CanonicalJson.bytes(CanonicalJson.parse(bytes)));
        } catch (JsonException e) {
            return false;
        }
    }
}
