package org.isopleth.connector.passport;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.study.Passport;
import org.isopleth.wire.identity.OwnerOnlyFiles;
import org.isopleth.wire.identity.SignedPassport;
import org.isopleth.wire.identity.Signer;

/// A site's [SignedPassport] in a file of its owner (0600). Stateless, thread-safe.
public final class PassportFile {
    private static final String NAME = "passport.json";
    private static final int LARGEST = 1 << 17;

    private PassportFile() {}

    /// Writes the passport, signed with the site's signing key.
    ///
    /// @param state the folder for everything that is kept
    public static void write(Path state, Passport passport, Signer signer, SecureRandom random) {
        Json document = SignedPassport.of(passport, signer).json();
        OwnerOnlyFiles.write(state.resolve(NAME), CanonicalJson.bytes(document), random);
    }

    /// The passport written last, if there is one. Its signature is for others to check: the owner of the file is who
    /// signed it.
    public static Optional<Passport> read(Path state) {
        Path file = state.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Json.Obj document =
                CanonicalJson.parse(OwnerOnlyFiles.read(file, LARGEST)).asObject();
        return Optional.of(Passport.read(document.object("document")));
    }
}
