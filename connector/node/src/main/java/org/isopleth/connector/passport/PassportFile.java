package org.isopleth.connector.passport;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.wire.identity.OwnerOnlyFiles;
import org.isopleth.wire.identity.SignatureLabel;
import org.isopleth.wire.identity.Signer;

/// A site's passport, signed with its signing key, in a file of its owner (0600). Stateless, thread-safe.
public final class PassportFile {
    /// What is signed is the passport's canonical form under this label.
    public static final SignatureLabel LABEL = new SignatureLabel("isopleth/passport/v1");

    private static final String NAME = "passport.json";
    private static final int LARGEST = 1 << 16;

    private PassportFile() {}

    /// Writes the passport.
    ///
    /// @param state the folder for everything that is kept
    public static void write(Path state, Passport passport, Signer signer, SecureRandom random) {
        byte[] signature = signer.sign(LABEL, CanonicalJson.bytes(passport.json()));
        Json document = Json.object()
                .with("document", passport.json())
                .with("signature", Base64.getEncoder().encodeToString(signature))
                .build();
        OwnerOnlyFiles.write(state.resolve(NAME), CanonicalJson.bytes(document), random);
    }

    /// The passport written last, if there is one.
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
