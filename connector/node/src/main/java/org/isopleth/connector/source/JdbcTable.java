package org.isopleth.connector.source;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.isopleth.ontology.mapping.TableSource;
import org.isopleth.ontology.table.TableException;
import org.isopleth.store.PrivateFiles;
import org.jspecify.annotations.Nullable;

/// One SELECT of a database, read only. Immutable, thread-safe.
///
/// PostgreSQL runs it in a read-only transaction, which it enforces. H2 opens its file read-only and
/// never makes a new one.
final class JdbcTable implements SourceTable {
    private final TableSource.Jdbc source;

    JdbcTable(TableSource.Jdbc source) {
        this.source = source;
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
            return new JdbcRows(name(), connection, source.query());
        } catch (SQLException failure) {
            closeAfter(failure, connection);
            throw problem(name(), failure);
        }
    }

    private String address() {
        boolean memory = source.url().startsWith("jdbc:h2:mem:");
        return source.url().startsWith("jdbc:h2:") && !memory
                ? source.url() + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r"
                : source.url();
    }

    private Properties properties() {
        Properties properties = new Properties();
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
    static TableException problem(String table, SQLException failure) {
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
        if (state.startsWith("08") || state.startsWith("90")) {
            return new TableException(table, 0, "the database cannot be reached (SQL state " + state + ")");
        }
        return new TableException(table, 0, "the database gives up (SQL state " + state + ")");
    }
}
