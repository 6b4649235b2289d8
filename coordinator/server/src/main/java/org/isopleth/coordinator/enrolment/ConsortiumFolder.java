package org.isopleth.coordinator.enrolment;

import java.nio.file.Path;
import org.isopleth.wire.identity.IdentityFolder;

/// Where things lie in a coordinator's work folder. Immutable, thread-safe.
///
/// @param path the work folder
record ConsortiumFolder(Path path) {
    /// Keys of the authority.
    Path authority() {
        return path.resolve("authority");
    }

    Path rootKey() {
        return authority().resolve("root.key");
    }

    Path issuingKey() {
        return authority().resolve("issuing.key");
    }

    /// The issuing authority's chain, root last.
    Path issuingChain() {
        return authority().resolve("issuing.pem");
    }

    Path invites() {
        return path.resolve("invites");
    }

    Path identity() {
        return path.resolve(IdentityFolder.NAME);
    }
}
