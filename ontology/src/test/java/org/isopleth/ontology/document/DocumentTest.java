package org.isopleth.ontology.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {
    private record Site(String name, long beds, boolean open, double share) {
        static Site of(DocumentNode node) {
            DocumentObject keys = node.object("name", "beds", "open", "share").requiring("name", "beds");
            return new Site(
                    keys.text("name"), keys.integer("beds", 1, 5000), keys.flag("open", true), keys.number("share", 0));
        }
    }

    private static List<Site> sites(DocumentNode root) {
        return root.object("sites").required("sites").map(Site::of);
    }

    private static String problemsOf(String text, Function<DocumentNode, ?> reader) {
        return assertThrows(DocumentException.class, () -> Document.parse("d.yaml", text, reader))
                .getMessage();
    }

    @Test
    void a_document_becomes_what_its_reader_makes_of_it() {
        List<Site> sites = Document.parse("d.yaml", """
            sites:
              - name: no        # a text, although YAML 1.1 would read a flag
                beds: 12
              - {name: "West: 2", beds: 900, open: false, share: 2.5e-1}
            """, DocumentTest::sites);
        assertEquals(List.of(new Site("no", 12, true, 0), new Site("West: 2", 900, false, 0.25)), sites);
    }

    @Test
    void every_problem_is_told_at_once_with_its_place() {
        assertEquals("""
            d.yaml:2:5: missing key 'beds'
            d.yaml:3:5: unknown key 'bed'; known keys: name, beds, open, share
            d.yaml:5:11: expected a whole number from 1 to 5000, found "9"
            d.yaml:6:5: key 'name' is there already, at line 4
            d.yaml:8:11: expected a whole number from 1 to 5000, found '5001'
            d.yaml:9:1: unknown key 'more'; known keys: sites\
            """, problemsOf("""
                sites:
                  - name: a
                    bed: 9
                  - name: b
                    beds: "9"
                    name: c
                  - name: c
                    beds: 5001
                more: 1
                """, DocumentTest::sites));
    }

    private static final String UNSEEN = """
        a: &x 1   | d.yaml:1:4: anchors (&name) are not used here; write the value again
        a: *x     | d.yaml:1:4: aliases (*name) are not used here; write the value again
        a: !!int 1| d.yaml:1:4: tags (!name) are not used here
        a: !x [1] | d.yaml:1:4: tags (!name) are not used here
        <<: 1     | d.yaml:1:1: merge keys (<<) are not used here
        [a]: 1    | d.yaml:1:1: a key must be a text
        a: [1     | d.yaml:2:1: this is not YAML: expected ',' or ']', but got <stream end>
        a: "\\xzz"| d.yaml:1:7: this is not YAML: expected escape sequence of 2 hexadecimal numbers, but found: zz
        """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = UNSEEN)
    void what_a_reader_would_not_see_is_refused(String text, String message) {
        assertEquals(message, problemsOf(text + "\n", root -> root.object("a").text("a")));
    }

    @Test
    void one_file_holds_one_document_without_directives() {
        assertEquals(
                "d.yaml:2:1: a second document begins here; a file holds one",
                problemsOf("a: 1\n---\nb: 1\n", DocumentNode::entries));
        assertEquals(
                "d.yaml:1:1: directives such as %YAML or %TAG are not used here",
                problemsOf("%YAML 1.1\n---\nb: 1\n", DocumentNode::entries));
        assertEquals("d.yaml:1:1: the document is empty", problemsOf("# nothing\n", DocumentNode::entries));
    }

    @Test
    void size_depth_and_encoding_are_bounded(@TempDir Path folder) throws IOException {
        String deep = "[".repeat(DocumentParser.MAX_DEPTH + 1) + "]".repeat(DocumentParser.MAX_DEPTH + 1);
        assertEquals("d.yaml:1:33: nested deeper than 32 levels", problemsOf(deep, DocumentNode::list));
        Path file = folder.resolve("large.yaml");
        Files.writeString(file, "a: " + "x".repeat(Document.MAX_BYTES));
        assertTrue(assertThrows(DocumentException.class, () -> Document.read(file, DocumentNode::entries))
                .getMessage()
                .endsWith("large.yaml:1:1: the document is larger than 1 MiB"));
        byte[] latin = "a: é".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                "d.yaml:1:1: the text is not UTF-8",
                assertThrows(DocumentException.class, () -> Document.parse("d.yaml", latin, DocumentNode::entries))
                        .getMessage());
        assertEquals(
                "d.yaml:2:4: a character that no text should hold",
                problemsOf("a: 1\nb: \u0007\n", DocumentNode::entries));
        assertTrue(assertThrows(
                        DocumentException.class, () -> Document.read(folder.resolve("no.yaml"), DocumentNode::entries))
                .getMessage()
                .endsWith("no.yaml:1:1: the file does not exist"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: \"x\\uD83D\"",
                "a: \"\\uDE00\\uD83D\"",
                "a: \"\\uD83Dx\"",
                "{a: \"\\uD83D\\uDE00 \\uD83D\"}",
                "{\"a\": \"\\uDC00\"}"
            })
    void half_a_character_is_refused_with_its_place(String text) {
        String place = text.startsWith("{\"") ? "7" : text.startsWith("{") ? "5" : "4";
        assertEquals(
                "d.yaml:1:" + place + ": half a character: a surrogate without its other half",
                problemsOf(text + "\n", root -> root.object("a").text("a")));
    }

    @Test
    void two_halves_make_a_character() {
        assertEquals(
                "\uD83D\uDE00",
                Document.parse(
                        "d.yaml",
                        "a: \"\\uD83D\\uDE00\"\n",
                        root -> root.object("a").text("a")));
        assertEquals(
                "d.yaml:1:1: half a character: a surrogate without its other half",
                problemsOf("\"\\uD83D\": 1\n", DocumentNode::entries));
    }

    @Test
    void a_message_never_breaks_its_line() {
        String message = problemsOf("\"a\\nb\\e[2J\": 1\n", root -> root.object("c"));
        assertEquals("d.yaml:1:1: unknown key 'a b [2J'; known keys: c", message);
    }

    @ParameterizedTest
    @CsvSource({"1.5,1.5", "-0,0", "1e3,1E+3", "0.1,0.1"})
    void numbers_are_read_exactly(String text, String value) {
        assertEquals(new BigDecimal(value), Document.parse("d.yaml", text, DocumentNode::decimal));
    }

    @ParameterizedTest
    @CsvSource({"1.", ".5", "+1", "01", "1_000", "0x1F", ".inf", "nan", "1:30", "'\"1\"'", "one", "[1]"})
    void what_looks_almost_like_a_number_is_refused(String text) {
        assertTrue(problemsOf(text, DocumentNode::decimal).startsWith("d.yaml:1:1: expected a number, found "));
    }

    @ParameterizedTest
    @CsvSource({"yes", "True", "on", "1", "'\"true\"'"})
    void a_flag_is_true_or_false(String text) {
        assertTrue(problemsOf(text, DocumentNode::flag).startsWith("d.yaml:1:1: expected true or false, found "));
    }

    @Test
    void nothing_is_not_a_text_and_an_empty_text_is_quoted() {
        assertEquals(
                "d.yaml:1:3: expected a text, found nothing",
                problemsOf("a:\n", r -> r.object("a").text("a")));
        assertEquals("", Document.parse("d.yaml", "\"\"", DocumentNode::textOrEmpty));
        assertEquals(
                "d.yaml:1:1: expected one of csv, jdbc; found 'xml'", problemsOf("xml", n -> n.oneOf("csv", "jdbc")));
    }

    /// Damaged documents are read or refused with a place; no other exception, no hang.
    @Test
    void damage_is_answered_with_a_place() {
        String good = "sites:\n  - name: \"a\\u00e9\"\n    beds: 12\n  - {name: |\n  x, beds: 900, share: 2.5e-1}\n";
        Random random = new Random(20_260_101);
        int rounds = "sampled".equals(System.getProperty("isopleth.tests", "sampled")) ? 20_000 : 1_000_000;
        String alphabet = "{}[]:,&*!|>'\"%@`#-? \n\t\\axu0~<\u0000\uD83D\u00e9\u2028";
        int refused = 0;
        for (int round = 0; round < rounds; round++) {
            StringBuilder text = new StringBuilder(good);
            for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
                int at = random.nextInt(text.length());
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, c);
                    case 1 -> text.insert(at, c);
                    default -> text.deleteCharAt(at);
                }
            }
            try {
                Document.parse("d.yaml", text.toString(), DocumentTest::sites);
            } catch (DocumentException e) {
                refused++;
                assertFalse(e.problems().isEmpty());
                e.problems().forEach(problem -> assertTrue(problem.line() >= 1 && problem.column() >= 1));
                assertEquals(e.problems().size(), e.getMessage().lines().count());
            }
        }
        assertTrue(refused > rounds / 4 && refused < rounds);
    }
}
