package org.isopleth.store;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an exception from a database means to us. Stateless.
enum SqlFailure {
    /// The database undid the transaction for reasons of its own, or the connection broke: the same
    /// again may succeed.
    PASSING("did not answer"),
    /// Another process has the file.
    IN_USE("is in use by another program"),
    /// The role or its password is wrong, or the database does not exist.
    REFUSED("refused the connection: check database, user and password file"),
    /// The file is not a database of this version.
    DAMAGED("cannot be read: the file is damaged or of another version of H2"),
    /// Anything else: a defect, or a full disk.
    OTHER("failed");

    /// Serialisation failure, deadlock, lock timeout (PostgreSQL, H2); H2's concurrent update.
    private static final Set<String> UNDONE = Set.of("40001", "40P01", "55P03", "HYT00", "90131");
    /// The server ended the session: shutdown, crash, still starting; idle in a transaction.
    private static final Set<String> ENDED = Set.of("57P01", "57P02", "57P03", "25P03");

    private static final String H2_FILE_IN_USE = "90020";
    private static final Set<String> H2_FILE_DAMAGED = Set.of("90030", "90048");
    /// H2 closed the file after an error; the next connection opens it again.
    private static final Set<String> H2_CLOSED = Set.of("90098", "90121");

    private final String words;

    SqlFailure(String words) {
        this.words = words;
    }

    static SqlFailure of(Throwable failure) {
        SQLException sql = sqlCause(failure);
        String state = sql == null || sql.getSQLState() == null ? "" : sql.getSQLState();
        if (state.equals(H2_FILE_IN_USE)) {
            return IN_USE;
        }
        if (H2_FILE_DAMAGED.contains(state)) {
            return DAMAGED;
        }
        if (state.startsWith("28") || state.equals("3D000")) {
            return REFUSED;
        }
        boolean passing = state.startsWith("08")
                || UNDONE.contains(state)
                || ENDED.contains(state)
                || H2_CLOSED.contains(state)
                || sql instanceof SQLTransientException;
        return passing ? PASSING : OTHER;
    }

    /// The deepest SQL exception: pools wrap the one that says why.
    private static @Nullable SQLException sqlCause(Throwable failure) {
        SQLException found = null;
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql && (found == null || sql.getSQLState() != null)) {
                found = sql;
            }
        }
        return found;
    }

    StoreException asException(String place, Throwable failure) {
        if (this == IN_USE) {
            return new StoreInUseException(place, failure);
        }
        SQLException sql = sqlCause(failure);
        String state = sql == null || sql.getSQLState() == null ? "" : " (SQL state " + sql.getSQLState() + ")";
        return new StoreUnavailableException(place, words + state, failure);
    }
}
