package org.isopleth.client.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;

/// Numbers as a paper prints them. Rounding is half up on the shortest decimal that is the double; a
/// minus is U+2212. Stateless, thread-safe.
final class PaperNumbers {
    private static final int SIGNIFICANT = 3;

    /// A narrower interval than these can show is one of rounding errors.
    private static final int NARROW_DECIMALS = 6;

    /// A space at which no line ends.
    private static final String TIE = "\u00A0";

    private PaperNumbers() {}

    /// Every digit there is, as canonical JSON writes it.
    static String full(double value) {
        return Double.isFinite(value) ? CanonicalJson.text(Json.of(value)) : Double.toString(value);
    }

    /// A number with three significant digits at least; whole numbers below a million whole.
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return beyond(value);
        }
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e15) {
            return minus(new BigDecimal(value).toPlainString());
        }
        if (size < 1e-4 || size >= 1e9) {
            return scientific(value);
        }
        int decimals = Math.max(0, SIGNIFICANT - 1 - (int) Math.floor(Math.log10(size)));
        return fixed(value, decimals);
    }

    /// A whole number, every digit of it.
    static String whole(long value) {
        return minus(Long.toString(value));
    }

    /// A mark of an axis: no digit more than it has.
    static String mark(double value) {
        double size = Math.abs(value);
        boolean plain = value == 0 || (size >= 1e-4 && size < 1e6);
        return plain
                ? minus(decimal(value).stripTrailingZeros().toPlainString())
                : scientific(value).replace(".0" + TIE, TIE);
    }

    /// A value with so many decimals; in powers of ten where those would show a zero that is none.
    static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return beyond(value);
        }
        BigDecimal rounded = rounded(value, decimals);
        if ((rounded.signum() == 0 && value != 0) || Math.abs(value) >= 1e9) {
            return scientific(value);
        }
        return minus(rounded.toPlainString());
    }

    /// `1.88 [1.28, 2.77]`, `40.0 [0.60, 1200]`: two decimals, more where the interval is so narrow that
    /// two would hide it, fewer for large numbers.
    static String interval(double estimate, double lower, double upper) {
        return fixed(estimate, decimals(estimate, lower, upper)) + " " + bounds(lower, upper);
    }

    /// `[1.28, 2.77]`. Each end is on the side of 1 it is on: `[0.9996, 1.80]`.
    static String bounds(double lower, double upper) {
        return "[" + bound(lower, lower, upper) + ", " + bound(upper, lower, upper) + "]";
    }

    private static String bound(double end, double lower, double upper) {
        int decimals = decimals(end, lower, upper);
        while (Double.isFinite(end) && sideOfOne(rounded(end, decimals)) != sideOfOne(decimal(end))) {
            decimals++;
        }
        return fixed(end, decimals);
    }

    /// `0.13`, `0.048`, `0.0013`, `< 0.001`, `> 0.99`: two significant digits, three beside 0.05.
    static String p(double value) {
        if (value < 0.001) {
            return "<" + TIE + "0.001";
        }
        if (value > 0.99) {
            return ">" + TIE + "0.99";
        }
        if (value >= 0.1) {
            return fixed(value, 2);
        }
        int digits = value >= 0.045 && value < 0.055 ? 3 : 2;
        BigDecimal rounded = decimal(value).round(new MathContext(digits, RoundingMode.HALF_UP));
        return rounded.setScale(rounded.scale() + digits - rounded.precision(), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    /// `p = 0.0013`, `p < 0.001`.
    static String pSentence(double value) {
        String number = p(value);
        return number.startsWith("<") || number.startsWith(">") ? "p" + TIE + number : "p" + TIE + "=" + TIE + number;
    }

    /// `95 %` of 0.95.
    static String percent(double share) {
        return decimal(share).movePointRight(2).stripTrailingZeros().toPlainString() + TIE + "%";
    }

    /// How many decimals a number of an interval has: two, more in a narrow one; of a wide one's numbers
    /// those from 10, 100 and 1000 on lose one each, so that they keep three significant digits.
    private static int decimals(double value, double lower, double upper) {
        double width = upper - lower;
        if (!(width > 0) || !Double.isFinite(width)) {
            return 2;
        }
        double size = Math.abs(value);
        boolean wide = Math.max(Math.abs(lower), Math.abs(upper)) >= 100;
        int most = size >= 1000 ? 0 : size >= 100 || (size >= 10 && wide) ? 1 : NARROW_DECIMALS;
        int wanted = (int) Math.ceil(-Math.log10(width)) + 1;
        return Math.clamp(wanted, Math.min(2, most), most);
    }

    private static BigDecimal rounded(double value, int decimals) {
        return decimal(value).setScale(decimals, RoundingMode.HALF_UP);
    }

    private static int sideOfOne(BigDecimal value) {
        return value.compareTo(BigDecimal.ONE);
    }

    private static BigDecimal decimal(double value) {
        return new BigDecimal(Double.toString(value));
    }

    private static String scientific(double value) {
        BigDecimal rounded = decimal(value).round(new MathContext(2, RoundingMode.HALF_UP));
        int exponent = rounded.precision() - rounded.scale() - 1;
        String digits = rounded.movePointLeft(exponent)
                .setScale(1, RoundingMode.UNNECESSARY)
                .toPlainString();
        return minus(digits) + TIE + "×" + TIE + "10" + superscript(exponent);
    }

    /// An exponent, raised: `⁻¹²`.
    static String superscript(int exponent) {
        StringBuilder out = new StringBuilder();
        for (char c : Integer.toString(exponent).toCharArray()) {
            out.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
        }
        return out.toString();
    }

    private static String beyond(double value) {
        return Double.isNaN(value) ? "not a number" : value > 0 ? "∞" : "−∞";
    }

    private static String minus(String text) {
        return text.replace('-', '−');
    }
}
