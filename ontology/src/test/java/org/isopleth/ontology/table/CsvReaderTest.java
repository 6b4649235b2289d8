package org.isopleth.ontology.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvReaderTest {
    private static List<List<String>> read(byte[] bytes, char delimiter, Charset charset) {
        try (CsvReader reader = new CsvReader("t.csv", new ByteArrayInputStream(bytes), delimiter, charset)) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(reader.header());
            for (Optional<CsvRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                rows.add(row.get().cells());
            }
            return rows;
        }
    }

    private static List<List<String>> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8), ',', StandardCharsets.UTF_8);
    }

    @Test
    void rows_are_read_as_the_standard_says() {
        assertEquals(
                List.of(List.of("a", "b c"), List.of("1", "x,\"y\"\r\nz"), List.of("", " 2 ")),
                read("\uFEFFa,\"b c\"\r\n1,\"x,\"\"y\"\"\r\nz\"\r\n, 2 \r\n\r\n\n"));
        assertEquals(List.of(List.of("a"), List.of(""), List.of("é")), read("a\n\né"));
    }

    @Test
    void delimiter_and_encoding_can_be_chosen() {
        byte[] latin = "Größe;Zahl\n1,5;é\n".getBytes(Charset.forName("windows-1252"));
        assertEquals(
                List.of(List.of("Größe", "Zahl"), List.of("1,5", "é")),
                read(latin, ';', Charset.forName("windows-1252")));
    }

    private static final String DAMAGED = """
        ''                  | t.csv:1: the table is empty; its first line must name the columns
        'a,,b'              | t.csv:1: column 2 has no name
        'a,a'               | t.csv:1: column name 'a' appears twice
        'a,b~1,2~3'         | t.csv:3: the row has 1 cells, the heading 2
        'a,b~1,2,3'         | t.csv:2: the row has 3 cells, the heading 2
        'a,b~~1,2'          | t.csv:2: an empty line within the table
        'a,b~1,x"y"'        | t.csv:2: a quote inside a cell that does not begin with one
        'a,b~1,"x"y'        | t.csv:2: text after a closing quote
        'a,b~1,"x~y~z'      | t.csv:2: a quote is never closed
        'a,b~"1~~2",3~4'    | t.csv:5: the row has 1 cells, the heading 2
        'a,b~1,^'           | t.csv:2: a control character; is this a text file?
        'a,b~1,2%3,4'       | t.csv:2: a carriage return without a line feed
        """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = DAMAGED)
    void damage_is_refused_with_its_line(String text, String message) {
        String damaged = text.replace('~', '\n').replace('^', '\u0000').replace('%', '\r');
        assertEquals(
                message, assertThrows(TableException.class, () -> read(damaged)).getMessage());
    }

    @Test
    void a_wrong_encoding_is_named_with_its_line() {
        String rows = "1,2\n".repeat(20_000);
        byte[] bytes = ("a,b\n" + rows + "1,é\n" + rows).getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                "t.csv:20002: the text is not UTF-8; declare the encoding it was exported with",
                assertThrows(TableException.class, () -> read(bytes, ',', StandardCharsets.UTF_8))
                        .getMessage());
        byte[] cut = {'a', '\n', (byte) 0xC3};
        assertEquals(
                "t.csv:2: the text is not UTF-8; declare the encoding it was exported with",
                assertThrows(TableException.class, () -> read(cut, ',', StandardCharsets.UTF_8))
                        .getMessage());
    }

    @Test
    void an_open_quote_does_not_fill_the_memory() {
        String text = "a,b\n1,\"" + "x\n".repeat(CsvReader.LONGEST_ROW);
        assertEquals(
                "a row of more than 1048576 characters; is a quote open?",
                assertThrows(TableException.class, () -> read(text)).problem());
    }

    @Test
    void a_file_that_is_not_there_is_named(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("none.csv");
        assertEquals(
                file + ": the file does not exist",
                assertThrows(TableException.class, () -> CsvReader.open(file, ',', StandardCharsets.UTF_8))
                        .getMessage());
    }

    /// What is written by the rules is read back; damage is refused with a line, never otherwise.
    @Test
    void random_tables_survive_and_random_damage_is_refused_cleanly() {
        Random random = new Random(11);
        int rounds = "sampled".equals(System.getProperty("isopleth.tests", "sampled")) ? 5_000 : 500_000;
        String alphabet = "ab\",\n;é€\uD83D\uDE00 1";
        for (int round = 0; round < rounds; round++) {
            int columns = 2 + random.nextInt(3);
            List<List<String>> table = new ArrayList<>();
            table.add(List.of("c0", "c1", "c2", "c3", "c4").subList(0, columns));
            for (int rows = random.nextInt(4); rows > 0; rows--) {
                List<String> cells = new ArrayList<>();
                for (int i = 0; i < columns; i++) {
                    cells.add(random.ints(random.nextInt(5), 0, alphabet.codePointCount(0, alphabet.length()))
                            .mapToObj(
                                    at -> Character.toString(alphabet.codePointAt(alphabet.offsetByCodePoints(0, at))))
                            .collect(Collectors.joining()));
                }
                table.add(cells);
            }
            String text = table.stream()
                    .map(cells -> cells.stream()
                            .map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"")
                            .collect(Collectors.joining(",")))
                    .collect(Collectors.joining("\n"));
            assertEquals(table, read(text));
            StringBuilder damaged = new StringBuilder(text);
            damaged.setCharAt(random.nextInt(damaged.length()), alphabet.charAt(random.nextInt(alphabet.length())));
            try {
                read(damaged.toString());
            } catch (TableException e) {
                assertTrue(e.line() >= 1);
            }
        }
    }
}
