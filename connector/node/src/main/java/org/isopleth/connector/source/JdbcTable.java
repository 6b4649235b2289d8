package org.isopleth.connector.source;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.isopleth.ontology.mapping.TableSource;
import org.isopleth.ontology.table.TableException;
import org.isopleth.store.PrivateFiles;
import org.jspecify.annotations.Nullable;

/// One SELECT of a database, read only. Immutable, thread-safe.
///
/// PostgreSQL runs it in a read-only transaction, which it enforces. H2 opens its file read-only and
/// never makes a new one. A database that does not answer is left after its [SourcePatience].
final class JdbcTable implements SourceTable {
    /// The session or the server ended, is starting or full; the query was given up, or undone by
    /// another's. PostgreSQL, then H2: its file is locked, its session broken or closed.
    private static final Set<String> PASSING = Set.of(
            "57P01", "57P02", "57P03", "57014", "53300", "40001", "40P01", "55P03", "25P03", //
            "90020", "90067", "90098", "90121", "HYT00");

    private final TableSource.Jdbc source;
    private final SourcePatience patience;

    JdbcTable(TableSource.Jdbc source, SourcePatience patience) {
        this.source = source;
        this.patience = patience;
    }

    @Override
    public String name() {
        // The part after the options' mark may say more than a message should.
        return "the query of " + source.url().split("[;?]", 2)[0];
    }

    @Override
    public SourceRows open() {
        Connection connection = null;
        try {
            connection = DriverManager.getConnection(address(), properties());
            connection.setReadOnly(true);
            // PostgreSQL reads in portions only within a transaction.
            connection.setAutoCommit(false);
            return new JdbcRows(name(), connection, source.query(), patience.answer());
        } catch (SQLException failure) {
            closeAfter(failure, connection);
            throw problem(name(), failure);
        }
    }

    private String address() {
        boolean memory = source.url().startsWith("jdbc:h2:mem:");
        return isH2() && !memory ? source.url() + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r" : source.url();
    }

    private boolean isH2() {
        return source.url().startsWith("jdbc:h2:");
    }

    private Properties properties() {
        Properties properties = new Properties();
        if (isH2()) {
            // For its server; a file is opened at once or not at all.
            properties.setProperty("NETWORK_TIMEOUT", Integer.toString(patience.silenceSeconds() * 1_000));
        } else {
            // Where the address says otherwise, the address holds.
            properties.setProperty(
                    "connectTimeout", Long.toString(patience.login().toSeconds()));
            properties.setProperty(
                    "loginTimeout", Long.toString(patience.login().toSeconds()));
            properties.setProperty("socketTimeout", Integer.toString(patience.silenceSeconds()));
        }
        source.user().ifPresent(user -> properties.setProperty("user", user));
        source.passwordFile().ifPresent(file -> properties.setProperty("password", PrivateFiles.readSecret(file)));
        return properties;
    }

    private static void closeAfter(SQLException failure, @Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException second) {
                failure.addSuppressed(second);
            }
        }
    }

    /// One line for the data manager, who sees it at the site only. What the database says of a wrong
    /// statement names columns and tables, never rows; of anything else only the SQL state is told.
    static RuntimeException problem(String table, SQLException failure) {
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        String said = Optional.ofNullable(failure.getMessage())
                .orElse("")
                .lines()
                .findFirst()
                .orElse("");
        if (state.startsWith("42")) {
            return new TableException(table, 0, "the database refuses the query: " + said);
        }
        if (state.startsWith("28")) {
            return new TableException(table, 0, "the database refuses this user and password");
        }
        if (state.startsWith("08")) {
            return new SourceUnavailableException(table, "the database cannot be reached (SQL state " + state + ")");
        }
        if (PASSING.contains(state)) {
            return new SourceUnavailableException(table, "the database does not answer (SQL state " + state + ")");
        }
        if (state.startsWith("90")) {
            return new TableException(table, 0, "the database cannot be reached (SQL state " + state + ")");
        }
        return new TableException(table, 0, "the database gives up (SQL state " + state + ")");
    }
}
