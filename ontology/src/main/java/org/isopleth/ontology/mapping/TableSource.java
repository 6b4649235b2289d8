package org.isopleth.ontology.mapping;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;

/// Where a local table is. Immutable, thread-safe.
public sealed interface TableSource {

    /// A CSV file.
    ///
    /// @param file absolute, or relative to the working folder
    /// @param delimiter between cells
    /// @param charset of the text
    record Csv(Path file, char delimiter, Charset charset) implements TableSource {}

    /// One read-only query of a database.
    ///
    /// @param url `jdbc:h2:…` or `jdbc:postgresql:…`, without a password
    /// @param user if the database wants one
    /// @param passwordFile holds the password and nothing else
    /// @param query one SELECT
    record Jdbc(String url, Optional<String> user, Optional<Path> passwordFile, String query) implements TableSource {}
}
