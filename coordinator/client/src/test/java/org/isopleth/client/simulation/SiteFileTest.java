package org.isopleth.client.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isopleth.canonical.Json;
import org.isopleth.client.CommandFailure;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Cohort;
import org.isopleth.study.Deadlines;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.unit.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteFileTest {
    private static final Study STUDY = new Study(
            "t",
            "q",
            "p",
            List.of(),
            List.of(
                    new Variable.Numeric("age", Optional.empty(), new Unit("a"), 0, 120),
                    new Variable.Categorical(
                            "sex",
                            Optional.empty(),
                            List.of(
                                    new Variable.Level("female", Optional.empty()),
                                    new Variable.Level("male", Optional.empty())))),
            Cohort.EVERYONE,
            List.of(new AnalysisPlan(
                    new AnalysisId("mean", 1), "m", Json.object().build())),
            new Study.PrivacyTerms(ReleaseLevel.SITE_LEVEL, 3),
            Deadlines.DEFAULT);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void columnsAreFoundByNameWhateverTheirOrderAndOtherColumnsAreIgnored() throws IOException {
        AnalysisTable table =
                read("\uFEFFsex,note,\"age\"\r\nmale,\"a \"\"quoted\"\"\r\nnote, long\",63\r\n\"female\",,6.05e1\r\n");
        Column.Numeric age = (Column.Numeric) table.column("age");
        Column.Categorical sex = (Column.Categorical) table.column("sex");
        assertArrayEquals(new double[] {63, 60.5}, new double[] {age.value(0), age.value(1)});
        assertArrayEquals(new int[] {1, 0}, new int[] {sex.code(0), sex.code(1)});
    }

    @Test
    void emptyAndNaAreMissing() throws IOException {
        AnalysisTable table = read("age,sex\n,NA\nNA,\n 5 , male \n");
        assertTrue(IntStream.range(0, 2)
                .allMatch(row -> table.columns().stream().allMatch(column -> column.isMissing(row))));
        assertEquals(1, table.complete(List.of("age", "sex")).rows());
    }

    /// As spreadsheets of many countries save tables.
    @Test
    void semicolonsBetweenColumnsAreNamedAsTheCause() {
        CommandFailure failure = assertThrows(CommandFailure.class, () -> read("age;sex\n63,5;male\n"));
        assertEquals(1, failure.lines().size());
        assertTrue(
                failure.lines().getFirst().contains("separated by semicolons"),
                failure.lines().toString());
    }

    @Test
    void bothEndsOfARangeBelongToIt() throws IOException {
        assertEquals(2, read("age,sex\n0,male\n120,male\n").rows());
    }

    @Test
    void aFileWithAHeaderOnlyHasNoPatients() throws IOException {
        assertEquals(0, read("age,sex\n").rows());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                              | :1: the table is empty; its first line must name the columns
        age\\n5\\n                      | : column 'sex' is missing; add it or take the variable out of the study
        age,Sex\\n5,male\\n             | : column 'sex' is missing; there is 'Sex', but names are compared letter by letter
        age, age,sex\\n5,6,male\\n      | :1: column name 'age' appears twice; rename one
        age,sex,age\\n                  | :1: column name 'age' appears twice
        age,sex\\n5\\n                  | :2: the row has 1 cells, the heading 2
        age,sex\\n5,male\\n121,male\\n  | :3: variable 'age' is outside its range [0, 120]; correct the value, its unit or the study's range
        age,sex\\n400,male\\n500,male\\n | :2: variable 'age' is outside its range [0, 120]; correct the value, its unit or the study's range (and on 1 more lines)
        age,sex\\nold,male\\n           | :2: variable 'age' is not a number; write it with a decimal point, or leave it empty
        age,sex\\n"6,5",male\\n         | :2: variable 'age' is not a number; write it with a decimal point, or leave it empty
        age,sex\\n0x10,male\\n          | :2: variable 'age' is not a number; write it with a decimal point, or leave it empty
        age,sex\\nNaN,male\\n           | :2: variable 'age' is not a number; write it with a decimal point, or leave it empty
        age,sex\\n5,man\\n              | :2: variable 'sex' has a value the study does not know; it knows female, male
        age,sex\\n5,ma"le\\n            | :2: a quote inside a cell that does not begin with one
        age,sex\\n5,"male"x\\n          | :2: text after a closing quote
        age,sex\\n5,"male\\n            | :2: a quote is never closed
        """)
    void aSlipIsToldWithItsLineAndWithoutTheValue(String text, String expected) {
        CommandFailure failure = assertThrows(CommandFailure.class, () -> read(text.replace("\\n", "\n")));
        assertEquals(List.of(folder.resolve("a.csv") + expected), failure.lines());
    }

    @Test
    void everyColumnWithASlipIsToldOnce() {
        CommandFailure failure = assertThrows(CommandFailure.class, () -> read("age,sex\n5,x\n-1,male\n-2,y\n200,z\n"));
        assertEquals(2, failure.lines().size());
    }

    @Test
    void aFileThatIsNotThereOrNotTextIsToldByItsName() throws IOException {
        Path absent = folder.resolve("absent.csv");
        assertEquals(
                List.of(absent + ": the file does not exist"),
                assertThrows(CommandFailure.class, () -> new SiteFile(absent).read(STUDY))
                        .lines());
        Path latin = folder.resolve("latin.csv");
        Files.write(latin, "age,sex\n5,m\u00e4nnlich\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                List.of(latin + ":2: the text is not UTF-8; declare the encoding it was exported with"),
                assertThrows(CommandFailure.class, () -> new SiteFile(latin).read(STUDY))
                        .lines());
    }

    private AnalysisTable read(String text) throws IOException {
        Path file = folder.resolve("a.csv");
        Files.writeString(file, text);
        return new SiteFile(file).read(STUDY);
    }
}
