package org.isopleth.radiomics.read.dicom;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// The kept attributes of a DICOM object or of an item of a sequence. Immutable, thread-safe. Has no
/// text form of its own, so that it cannot slip into a log.
public final class DataSet {
    /// Doubles are not compared with text beyond this length: DS has at most 16 characters, UC-like abuse more.
    private static final int MAX_NUMBER_LENGTH = 64;

    private final Map<Tag, Element> elements;

    DataSet(Map<Tag, Element> elements) {
        this.elements = Map.copyOf(elements);
    }

    /// An attribute's text without padding; empty when it is absent or blank.
    public Optional<String> text(Tag tag) {
        return text(tag, StandardCharsets.ISO_8859_1);
    }

    /// An attribute's text in a character set, see [#charset].
    public Optional<String> text(Tag tag, Charset charset) {
        return stored(tag).map(value -> trimmed(value.text(charset))).filter(text -> !text.isEmpty());
    }

    private Optional<Element.Stored> stored(Tag tag) {
        Element element = elements.get(tag);
        return element instanceof Element.Stored value ? Optional.of(value) : Optional.empty();
    }

    private static String trimmed(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == 0 || text.charAt(end - 1) == ' ')) {
            end--;
        }
        return text.substring(0, end).strip();
    }

    /// An attribute's text.
    ///
    /// @throws UnreadableException when it is absent or blank
    public String required(Tag tag) {
        return text(tag).orElseThrow(DataSet::missing);
    }

    private static UnreadableException missing() {
        return new UnreadableException(Reason.DICOM_ATTRIBUTE_MISSING);
    }

    /// All numbers of an attribute, written as text or binary; none when it is absent or blank.
    ///
    /// @throws UnreadableException when one is not a finite number
    public double[] numbers(Tag tag) {
        Optional<Element.Stored> stored = stored(tag);
        if (stored.isEmpty()) {
            return new double[0];
        }
        Element.Stored value = stored.get();
        ByteBuffer bytes = value.bytes();
        return switch (value.vr()) {
            case US, OW -> binary(bytes, 2, () -> bytes.getShort() & 0xffff);
            case SS -> binary(bytes, 2, bytes::getShort);
            case UL -> binary(bytes, 4, () -> bytes.getInt() & 0xffffffffL);
            case SL -> binary(bytes, 4, bytes::getInt);
            case FL -> binary(bytes, 4, bytes::getFloat);
            case FD -> binary(bytes, 8, bytes::getDouble);
            default -> decimals(trimmed(value.text(StandardCharsets.ISO_8859_1)));
        };
    }

    /// The 64-bit offsets of an attribute; none when it is absent.
    List<Long> offsets(Tag tag) {
        ByteBuffer bytes = stored(tag).map(Element.Stored::bytes).orElseGet(() -> ByteBuffer.allocate(0));
        if (bytes.remaining() % Long.BYTES != 0) {
            throw damaged();
        }
        List<Long> offsets = new ArrayList<>();
        while (bytes.hasRemaining()) {
            offsets.add(bytes.getLong());
        }
        return offsets;
    }

    private static double[] binary(ByteBuffer bytes, int size, java.util.function.DoubleSupplier next) {
        if (bytes.remaining() % size != 0) {
            throw damaged();
        }
        double[] numbers = new double[bytes.remaining() / size];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = finite(next.getAsDouble());
        }
        return numbers;
    }

    private static double[] decimals(String text) {
        if (text.isEmpty()) {
            return new double[0];
        }
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            count += text.charAt(i) == '\\' ? 1 : 0;
        }
        double[] numbers = new double[count];
        int from = 0;
        for (int k = 0; k < count; k++) {
            int end = text.indexOf('\\', from);
            numbers[k] = decimal(text.substring(from, end < 0 ? text.length() : end));
            from = end + 1;
        }
        return numbers;
    }

    private static double decimal(String text) {
        String digits = text.strip();
        for (int i = 0; i < digits.length(); i++) {
            if ("0123456789+-.eE".indexOf(digits.charAt(i)) < 0) {
                throw damaged();
            }
        }
        if (digits.length() > MAX_NUMBER_LENGTH) {
            throw damaged();
        }
        try {
            return finite(Double.parseDouble(digits));
        } catch (NumberFormatException e) {
            throw new UnreadableException(Reason.DICOM_DAMAGED);
        }
    }

    private static double finite(double number) {
        if (!Double.isFinite(number)) {
            throw damaged();
        }
        return number;
    }

    private static UnreadableException damaged() {
        return new UnreadableException(Reason.DICOM_DAMAGED);
    }

    /// The first number of an attribute; empty when it is absent or blank.
    public OptionalDouble number(Tag tag) {
        double[] numbers = numbers(tag);
        return numbers.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(numbers[0]);
    }

    /// The first number of an attribute that counts something; empty when it is absent or blank.
    ///
    /// @throws UnreadableException when it is no whole number of 32 bits
    public OptionalInt integer(Tag tag) {
        OptionalDouble number = number(tag);
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        int whole = (int) number.getAsDouble();
        if (whole != number.getAsDouble()) {
            throw damaged();
        }
        return OptionalInt.of(whole);
    }

    /// A number that must be there.
    ///
    /// @throws UnreadableException when it is absent or no whole number
    public int count(Tag tag) {
        return integer(tag).orElseThrow(DataSet::missing);
    }

    /// So many numbers.
    ///
    /// @throws UnreadableException when there are others, or none
    public double[] numbers(Tag tag, int count) {
        double[] numbers = numbers(tag);
        if (numbers.length == 0) {
            throw missing();
        }
        if (numbers.length != count) {
            throw damaged();
        }
        return numbers;
    }

    /// The items of a sequence; none when it is absent.
    public List<DataSet> items(Tag tag) {
        return elements.get(tag) instanceof Element.Items sequence ? sequence.items() : List.of();
    }

    /// The first item of a sequence.
    public Optional<DataSet> first(Tag tag) {
        return items(tag).stream().findFirst();
    }

    /// The character set of free text (PS3.3, C.12.1.1.2): single-byte sets and UTF-8; others read as Latin-1.
    public Charset charset() {
        return switch (text(Tag.SPECIFIC_CHARACTER_SET).orElse("ISO_IR 6")) {
            case "ISO_IR 192" -> StandardCharsets.UTF_8;
            case "ISO_IR 101" -> Charset.forName("ISO-8859-2");
            case "ISO_IR 109" -> Charset.forName("ISO-8859-3");
            case "ISO_IR 110" -> Charset.forName("ISO-8859-4");
            case "ISO_IR 144" -> Charset.forName("ISO-8859-5");
            case "ISO_IR 127" -> Charset.forName("ISO-8859-6");
            case "ISO_IR 126" -> Charset.forName("ISO-8859-7");
            case "ISO_IR 138" -> Charset.forName("ISO-8859-8");
            case "ISO_IR 148" -> Charset.forName("ISO-8859-9");
            case "GB18030" -> Charset.forName("GB18030");
            default -> StandardCharsets.ISO_8859_1;
        };
    }
}
