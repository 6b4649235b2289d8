package org.isopleth.connector.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.isopleth.ontology.mapping.TableSource;
import org.isopleth.ontology.table.TableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgreSqlTableTest extends SourceTableContract {
    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static TableSource query(String query) {
        return new TableSource.Jdbc(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres",
                Optional.of("postgres"),
                Optional.empty(),
                query);
    }

    private static void execute(String... statements) throws Exception {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    TableSource patients() throws Exception {
        execute(
                "drop table if exists patients",
                "create table patients (id text, sex text, weight numeric)",
                "insert into patients values ('p1','m',71.3),('p2',null,60),('p3','a \"b\", c',null)");
        return query("select id, sex, weight from patients order by id");
    }

    @Override
    TableSource numbers(int rows) throws Exception {
        execute(
                "drop table if exists numbers",
                "create table numbers as select 'p' || x as id, x as n from generate_series(1, " + rows + ") x");
        return query("select id, n from numbers order by n");
    }

    @Test
    void numbers_and_dates_are_written_plainly() {
        assertEquals(
                "[5, 1.50, 0.001, 0.1, 2024-02-29, true]",
                read(SourceTable.of(query("select 5 as a, 1.50 as b, 1e-3::double precision as c, 0.1::real as d,"
                                + " date '2024-02-29' as e, true as f")))
                        .getLast()
                        .toString());
    }

    @Test
    void nothing_can_be_written() throws Exception {
        execute("drop table if exists kept", "create table kept (a integer)");
        assertThrows(
                TableException.class,
                () -> read(
                        SourceTable.of(query("with x as (insert into kept values (1) returning a) select a from x"))));
        assertEquals(1, read(SourceTable.of(query("select a from kept"))).size());
    }

    @Test
    void a_numeric_that_is_no_number_stays_a_word() {
        assertEquals(
                "[NaN, Infinity, -Infinity, 0.00000001, 12345678901234567890.5]",
                read(SourceTable.of(query("select 'NaN'::numeric as a, 'Infinity'::numeric as b,"
                                + " '-Infinity'::numeric as c, 0.00000001 as d, 12345678901234567890.5 as e")))
                        .getLast()
                        .toString());
    }

    @Test
    void a_query_that_takes_too_long_is_given_up_and_may_answer_later() {
        SourceTable slow = SourceTable.of(
                query("select pg_sleep(60)"), new SourcePatience(Duration.ofSeconds(5), Duration.ofSeconds(1)));
        SourceUnavailableException away = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThrows(SourceUnavailableException.class, slow::open));
        assertEquals("the database does not answer (SQL state 57014)", away.problem());
    }

    @Test
    void problems_are_one_line() {
        TableException wrong = assertThrows(
                TableException.class,
                () -> SourceTable.of(query("select b from nowhere")).open());
        assertTrue(wrong.getMessage().startsWith("the query of jdbc:postgresql://127.0.0.1:"));
        assertEquals("the database refuses the query: ERROR: relation \"nowhere\" does not exist", wrong.problem());
        assertEquals(1, wrong.getMessage().lines().count());
        SourceUnavailableException closed = assertThrows(
                SourceUnavailableException.class,
                () -> SourceTable.of(new TableSource.Jdbc(
                                "jdbc:postgresql://127.0.0.1:1/x", Optional.of("a"), Optional.empty(), "select 1"))
                        .open());
        assertEquals("the database cannot be reached (SQL state 08001)", closed.problem());
    }
}
