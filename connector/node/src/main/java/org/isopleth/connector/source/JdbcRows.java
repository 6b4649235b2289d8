package org.isopleth.connector.source;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.ontology.table.TableException;
import org.jspecify.annotations.Nullable;

/// The rows of one query. Owns its connection. Not thread-safe.
final class JdbcRows implements SourceRows {
    /// Rows the driver holds at once.
    private static final int PORTION = 500;

    private final String table;
    private final Connection connection;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final List<String> header = new ArrayList<>();
    private final List<Integer> types = new ArrayList<>();

    /// @param patience how long the database may take to begin its answer
    JdbcRows(String table, Connection connection, String query, Duration patience) throws SQLException {
        this.table = table;
        this.connection = connection;
        this.statement = connection.prepareStatement(query, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(PORTION);
        statement.setQueryTimeout(Math.toIntExact(patience.toSeconds()));
        this.rows = statement.executeQuery();
        ResultSetMetaData columns = rows.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String label = columns.getColumnLabel(i);
            if (header.contains(label)) {
                throw new TableException(table, 0, "column name '" + label + "' appears twice");
            }
            header.add(label);
            types.add(columns.getColumnType(i));
        }
    }

    @Override
    public List<String> header() {
        return List.copyOf(header);
    }

    @Override
    public Optional<List<String>> next() {
        try {
            if (!rows.next()) {
                return Optional.empty();
            }
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= types.size(); i++) {
                cells.add(cell(i, types.get(i - 1)));
            }
            return Optional.of(cells);
        } catch (SQLException failure) {
            throw JdbcTable.problem(table, failure);
        }
    }

    private String cell(int column, int type) throws SQLException {
        return switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.DECIMAL ->
                exact(column);
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> floating(column);
            // PostgreSQL calls its boolean a bit and writes `t`; H2 writes `TRUE`.
            case Types.BOOLEAN, Types.BIT -> truth(column);
            default -> text(rows.getString(column));
        };
    }

    /// A `numeric` may also hold NaN and the infinities, which no decimal can: they stay words, and so
    /// count among the values without a meaning.
    private String exact(int column) throws SQLException {
        String value = text(rows.getString(column));
        return value.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?") ? new BigDecimal(value).toPlainString() : value;
    }

    /// The shortest decimal that gives the stored number back, in the type's own precision.
    private String floating(int column) throws SQLException {
        Object value = rows.getObject(column);
        return switch (value) {
            case null -> "";
            case Float number when Float.isFinite(number) -> new BigDecimal(Float.toString(number)).toPlainString();
            case Double number when Double.isFinite(number) -> new BigDecimal(Double.toString(number)).toPlainString();
            default -> value.toString();
        };
    }

    private String truth(int column) throws SQLException {
        return rows.getObject(column) instanceof Boolean truth ? truth.toString() : text(rows.getString(column));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        try (connection;
                statement;
                rows) {
            // Nothing was written; ending the transaction frees the database's snapshot.
            connection.rollback();
        } catch (SQLException failure) {
            throw JdbcTable.problem(table, failure);
        }
    }
}
