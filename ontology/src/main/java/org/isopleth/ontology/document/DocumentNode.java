package org.isopleth.ontology.document;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One value of a document, with its place: a scalar, a list or an object.
///
/// The reader says which kind it expects; nothing is guessed, so `no` is a text where a text is
/// expected and refused where a flag is. Problems that do not hinder reading are noted with [#report]
/// and thrown together at the end by [Document]; the others are thrown by [#problem]. [#map] and
/// [#attempt] go on after a problem, so that one run tells them all. Not thread-safe.
public final class DocumentNode {
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,18})");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?");
    /// Longer numbers are a slip, and must not keep the parser busy.
    private static final int LONGEST_NUMBER = 60;

    private final DocumentPosition position;
    private final Content content;
    private final List<DocumentProblem> problems;

    DocumentNode(DocumentPosition position, Content content, List<DocumentProblem> problems) {
        this.position = position;
        this.content = content;
        this.problems = problems;
    }

    /// What a node holds.
    sealed interface Content {
        /// @param plain written without quotes
        record Scalar(String text, boolean plain) implements Content {}

        record Items(List<DocumentNode> nodes) implements Content {}

        record Members(List<DocumentEntry> entries) implements Content {}
    }

    /// Where the value stands.
    public DocumentPosition position() {
        return position;
    }

    /// A problem at this place, to be thrown: reading of this part cannot go on.
    public DocumentException problem(String problem) {
        return new DocumentException(position.problem(problem));
    }

    /// Notes a problem at this place; reading goes on and [Document] throws it at the end.
    public void report(String problem) {
        problems.add(position.problem(problem));
    }

    /// A text that is not blank.
    public String text() {
        String text = scalar("a text").text();
        if (text.isBlank()) {
            throw problem("expected a text, found nothing");
        }
        return text;
    }

    /// A text that may be empty if it is quoted, such as the separator of a table or an empty cell.
    public String textOrEmpty() {
        Content.Scalar scalar = scalar("a text");
        if (scalar.text().isEmpty() && scalar.plain()) {
            throw problem("expected a text, found nothing; an empty text is written \"\"");
        }
        return scalar.text();
    }

    /// A whole number from `minimum` to `maximum`.
    public long integer(long minimum, long maximum) {
        Content.Scalar scalar = scalar("a whole number");
        String range = " from " + minimum + " to " + maximum;
        if (!scalar.plain() || !INTEGER.matcher(scalar.text()).matches()) {
            throw problem("expected a whole number" + range + ", found " + shown(scalar));
        }
        BigDecimal value = new BigDecimal(scalar.text());
        if (value.compareTo(BigDecimal.valueOf(minimum)) < 0 || value.compareTo(BigDecimal.valueOf(maximum)) > 0) {
            throw problem("expected a whole number" + range + ", found " + shown(scalar));
        }
        return value.longValueExact();
    }

    /// A finite number, exactly as written.
    public BigDecimal decimal() {
        Content.Scalar scalar = scalar("a number");
        String text = scalar.text();
        if (!scalar.plain()
                || text.length() > LONGEST_NUMBER
                || !NUMBER.matcher(text).matches()) {
            throw problem("expected a number, found " + shown(scalar));
        }
        if (!Double.isFinite(Double.parseDouble(text))) {
            throw problem("the number is too large");
        }
        return new BigDecimal(text);
    }

    /// A finite number, as the nearest double.
    public double number() {
        return decimal().doubleValue();
    }

    /// `true` or `false`.
    public boolean flag() {
        Content.Scalar scalar = scalar("true or false");
        if (scalar.plain() && (scalar.text().equals("true") || scalar.text().equals("false"))) {
            return scalar.text().equals("true");
        }
        throw problem("expected true or false, found " + shown(scalar));
    }

    /// One of a closed list, each known by its word.
    public <T> T oneOf(List<T> choices, Function<? super T, String> word) {
        String text = text();
        return choices.stream()
                .filter(choice -> word.apply(choice).equals(text))
                .findFirst()
                .orElseThrow(() -> problem("expected one of "
                        + choices.stream().map(word).collect(Collectors.joining(", ")) + "; found '" + text + "'"));
    }

    /// One of a closed list of words.
    public String oneOf(String... choices) {
        return oneOf(List.of(choices), Function.identity());
    }

    /// The items of a list.
    public List<DocumentNode> list() {
        if (content instanceof Content.Items(List<DocumentNode> nodes)) {
            return nodes;
        }
        throw problem("expected a list, found " + kind());
    }

    /// The items of a list, each read by `reader`; a problem in one does not hide those of the next.
    public <T> List<T> map(Function<? super DocumentNode, ? extends T> reader) {
        List<T> values = new ArrayList<>();
        for (DocumentNode item : list()) {
            item.<T>attempt(reader).ifPresent(values::add);
        }
        return values;
    }

    /// Reads this node; notes the problems of a failure and goes on without a value.
    public <T> Optional<T> attempt(Function<? super DocumentNode, ? extends T> reader) {
        try {
            return Optional.of(reader.apply(this));
        } catch (DocumentException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /// The entries of an object whose keys are free, in the order written. A key that appears twice
    /// is noted.
    public List<DocumentEntry> entries() {
        if (!(content instanceof Content.Members(List<DocumentEntry> entries))) {
            throw problem("expected an object of 'key: value' lines, found " + kind());
        }
        Map<String, DocumentEntry> first = new LinkedHashMap<>();
        for (DocumentEntry entry : entries) {
            String name = entry.key().scalar("a key").text();
            DocumentEntry earlier = first.putIfAbsent(name, entry);
            if (earlier != null) {
                entry.key()
                        .report("key '" + name + "' is there already, at line "
                                + earlier.key().position().line());
            }
        }
        return List.copyOf(first.values());
    }

    /// An object with these keys and no others; unknown ones are noted.
    public DocumentObject object(String... knownKeys) {
        Set<String> known = Arrays.stream(knownKeys).collect(Collectors.toUnmodifiableSet());
        Map<String, DocumentNode> members = new LinkedHashMap<>();
        for (DocumentEntry entry : entries()) {
            String name = entry.key().scalar("a key").text();
            if (known.contains(name)) {
                members.put(name, entry.value());
            } else {
                entry.key().report("unknown key '" + name + "'; known keys: " + String.join(", ", knownKeys));
            }
        }
        return new DocumentObject(this, members);
    }

    /// Whether the value is a list, for documents that allow either form.
    public boolean isList() {
        return content instanceof Content.Items;
    }

    /// Whether the value is an object, for documents that allow either form.
    public boolean isObject() {
        return content instanceof Content.Members;
    }

    private Content.Scalar scalar(String expected) {
        if (content instanceof Content.Scalar scalar) {
            return scalar;
        }
        throw problem("expected " + expected + ", found " + kind());
    }

    private String kind() {
        return switch (content) {
            case Content.Items _ -> "a list";
            case Content.Members _ -> "an object";
            case Content.Scalar scalar -> shown(scalar);
        };
    }

    private static String shown(Content.Scalar scalar) {
        if (scalar.text().isEmpty()) {
            return "nothing";
        }
        String text = scalar.text().length() > 40 ? scalar.text().substring(0, 40) + "…" : scalar.text();
        return Stream.of(scalar.plain() ? "'" : "\"", text, scalar.plain() ? "'" : "\"")
                .collect(Collectors.joining());
    }
}
