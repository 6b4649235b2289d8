package org.isopleth.store;

import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// Does something again when the database says that this may help. Stateless.
///
/// An interrupt is kept for later: it must not tear a commit apart, and every wait here is bounded.
final class Attempts {
    /// Waits 20, 80, 320, 1280 ms in between: long enough for a connection to be replaced or a
    /// deadlock to dissolve, short enough for a person to wait for.
    private static final int MOST = 5;

    private static final long FIRST_PAUSE_MILLIS = 20;

    private Attempts() {}

    /// @throws StoreException if the last attempt failed too, or the failure is not a passing one
    static <T extends @Nullable Object> T of(String place, Supplier<T> action) {
        boolean interrupted = false;
        try {
            for (int attempt = 1; ; attempt++) {
                interrupted |= Thread.interrupted();
                try {
                    return action.get();
                } catch (JdbiException failure) {
                    SqlFailure kind = SqlFailure.of(failure);
                    if (kind != SqlFailure.PASSING || attempt == MOST) {
                        throw kind.asException(place, failure);
                    }
                    interrupted |= pause(attempt);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Waits; whether it was interrupted.
    private static boolean pause(int attempt) {
        try {
            Thread.sleep(FIRST_PAUSE_MILLIS << (2 * (attempt - 1)));
            return false;
        } catch (InterruptedException interrupt) {
            return true;
        }
    }
}
