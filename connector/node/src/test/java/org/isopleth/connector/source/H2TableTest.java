package org.isopleth.connector.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Optional;
import org.isopleth.ontology.mapping.TableSource;
import org.isopleth.ontology.table.TableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2TableTest extends SourceTableContract {
    @TempDir
    Path folder;

    private TableSource.Jdbc query(String query) {
        return new TableSource.Jdbc("jdbc:h2:file:" + folder.resolve("db"), Optional.of("sa"), Optional.empty(), query);
    }

    private void execute(String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("db"), "sa", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    TableSource patients() throws Exception {
        execute(
                "create table patients (id varchar, sex varchar, weight decfloat)",
                "insert into patients values ('p1','m',71.3),('p2',null,60),('p3','a \"b\", c',null)");
        return query("select id as \"id\", sex as \"sex\", weight as \"weight\" from patients order by id");
    }

    @Override
    TableSource numbers(int rows) throws Exception {
        execute("create table numbers as select 'p' || x as id, x as n from system_range(1, " + rows + ")");
        return query("select id as \"id\", n as \"n\" from numbers order by n");
    }

    @Test
    void numbers_and_dates_are_written_plainly() throws Exception {
        execute(
                "create table t (a integer, b numeric(6,2), c double precision, d real, e date, f boolean)",
                "insert into t values (5, 1.50, 1e-3, 0.1, date '2024-02-29', true)");
        assertEquals(
                "[5, 1.50, 0.001, 0.1, 2024-02-29, true]",
                SourceTableContract.read(SourceTable.of(query("select * from t")))
                        .getLast()
                        .toString());
    }

    @Test
    void a_decimal_that_is_no_number_stays_a_word() throws Exception {
        execute("create table t (a decfloat)", "insert into t values ('NaN'), ('Infinity'), (1E+3)");
        assertEquals(
                "[[A], [NaN], [Infinity], [1000]]",
                SourceTableContract.read(SourceTable.of(query("select * from t")))
                        .toString());
    }

    @Test
    void nothing_can_be_written() throws Exception {
        execute("create table t (a integer)", "insert into t values (1)");
        assertThrows(
                TableException.class, () -> SourceTableContract.read(SourceTable.of(query("select 1; drop table t"))));
        assertEquals(
                2,
                SourceTableContract.read(SourceTable.of(query("select a from t")))
                        .size());
    }

    @Test
    void problems_are_one_line_and_make_nothing() throws Exception {
        TableException absent = assertThrows(
                TableException.class, () -> SourceTable.of(query("select 1")).open());
        assertTrue(absent.problem().startsWith("the database cannot be reached"), absent.problem());
        assertFalse(Files.exists(folder.resolve("db.mv.db")));
        execute("create table t (a integer)");
        TableException wrong = assertThrows(
                TableException.class,
                () -> SourceTable.of(query("select b from t")).open());
        assertTrue(
                wrong.problem().startsWith("the database refuses the query: Column \"B\" not found"), wrong.problem());
        assertEquals(
                "column name 'A' appears twice",
                assertThrows(
                                TableException.class,
                                () -> SourceTable.of(query("select a, a from t"))
                                        .open())
                        .problem());
    }

    @Test
    void the_password_comes_from_a_file() throws Exception {
        execute("create table t (a integer)", "create user reader password 'geheim' admin");
        Path secret = folder.resolve("secret");
        Files.createFile(secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, "geheim\n");
        TableSource.Jdbc source = new TableSource.Jdbc(
                query("").url(), Optional.of("reader"), Optional.of(secret), "select a as \"a\" from t");
        assertEquals(1, SourceTableContract.read(SourceTable.of(source)).size());
        Files.writeString(secret, "falsch\n");
        assertEquals(
                "the database refuses this user and password",
                assertThrows(TableException.class, () -> SourceTable.of(source).open())
                        .problem());
    }
}
