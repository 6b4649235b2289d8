package org.isopleth.coordinator.main;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.isopleth.ontology.document.Document;
import org.isopleth.ontology.document.DocumentNode;
import org.isopleth.ontology.document.DocumentObject;
import org.isopleth.store.StoreLocation;

/// What a coordinator can be told, in `coordinator.yaml`; without the file every default holds.
///
/// ```yaml
/// coordinator: 1
/// listen: 0.0.0.0          # default: this machine only when the address is localhost, else all
/// store:                   # default: an H2 database in the folder `state`
///   postgresql: {url: "jdbc:postgresql://db/isopleth", user: isopleth, password-file: db.password}
/// largest-blob-mib: 256    # of what sites may upload
/// ```
///
/// @param listen the address to listen on, or empty for the default
/// @param store where the state is kept
/// @param largestBlobBytes of what sites may upload, in bytes
record CoordinatorConfiguration(Optional<String> listen, StoreLocation store, long largestBlobBytes) {
    static final String FILE = "coordinator.yaml";
    private static final long DEFAULT_BLOB_MIB = 256;
    private static final long MIB = 1024 * 1024;

    /// What holds without a file.
    static CoordinatorConfiguration standard(Path folder) {
        return new CoordinatorConfiguration(
                Optional.empty(), new StoreLocation.Folder(folder.resolve("state")), DEFAULT_BLOB_MIB * MIB);
    }

    /// Reads the file, if there is one.
    ///
    /// @throws org.isopleth.ontology.document.DocumentException with every problem found
    static CoordinatorConfiguration read(Path folder) {
        Path file = folder.resolve(FILE);
        return Files.exists(file) ? Document.read(file, root -> read(folder, root)) : standard(folder);
    }

    private static CoordinatorConfiguration read(Path folder, DocumentNode root) {
        DocumentObject in = root.object("coordinator", "listen", "store", "largest-blob-mib")
                .requiring("coordinator");
        in.integer("coordinator", 1, 1);
        StoreLocation store = in.optional("store")
                .map(node -> store(folder, node))
                .orElseGet(() -> standard(folder).store());
        long mib = in.integer("largest-blob-mib", 1, 4096, DEFAULT_BLOB_MIB);
        return new CoordinatorConfiguration(in.optionalText("listen"), store, mib * MIB);
    }

    private static StoreLocation store(Path folder, DocumentNode node) {
        DocumentNode database =
                node.object("postgresql").requiring("postgresql").required("postgresql");
        DocumentObject in = database.object("url", "user", "password-file").requiring("url", "user", "password-file");
        try {
            return new StoreLocation.PostgreSql(
                    in.text("url"), in.text("user"), folder.resolve(in.text("password-file")));
        } catch (IllegalArgumentException e) {
            throw database.problem(String.valueOf(e.getMessage()));
        }
    }
}
