package org.isopleth.store;

import java.nio.file.Path;

/// Where the state is kept. Immutable, thread-safe.
public sealed interface StoreLocation {

    /// How people call this place, without any secret: a folder or a database address.
    String place();

    /// An H2 database file `store.mv.db` in a folder of this machine, opened by one process at a
    /// time.
    ///
    /// @param folder created, readable by its owner only, if absent; not `;` in its path, which
    ///     separates settings in a database address
    record Folder(Path folder) implements StoreLocation {
        public Folder {
            folder = folder.toAbsolutePath().normalize();
            if (folder.toString().indexOf(';') >= 0) {
                throw new IllegalArgumentException("the path of a store folder must not contain ';'");
            }
        }

        @Override
        public String place() {
            return folder.toString();
        }
    }

    /// A PostgreSQL database, version 15 or later, used through session-level connections (not through
    /// a pooler in transaction mode).
    ///
    /// @param url `jdbc:postgresql://host:port/database`, with `sslmode` and the like but no password
    /// @param user the role, which owns its schema
    /// @param passwordFile a file that holds only the password, closed to other users
    record PostgreSql(String url, String user, Path passwordFile) implements StoreLocation {
        public PostgreSql {
            if (!url.startsWith("jdbc:postgresql:")) {
                throw new IllegalArgumentException("a PostgreSQL address starts with jdbc:postgresql:");
            }
            if (url.contains("password=")) {
                throw new IllegalArgumentException("the password belongs into the password file, not the address");
            }
        }

        @Override
        public String place() {
            int settings = url.indexOf('?');
            return settings < 0 ? url : url.substring(0, settings);
        }
    }
}
