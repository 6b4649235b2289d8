package org.isopleth.store.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isopleth.ledger.Ed25519NoteSigner;
import org.isopleth.ledger.LedgerException;
import org.isopleth.ledger.LedgerFormatException;
import org.isopleth.ledger.NoteSigner;
import org.isopleth.ledger.VerifierKey;

/// The Ed25519 key of one ledger in a file of its own (0600), outside the ledger's directory: PKCS#8
/// and the public key, both as PEM (RFC 7468). Stateless, thread-safe.
public final class LedgerKeyFile {
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final int LINE = 64;

    private LedgerKeyFile() {}

    /// Makes a key and writes it. The file is on disk before the key is used, and never there in part.
    ///
    /// @param origin the ledger's name for all its life, such as `consortium.example/ledger/aurora`
    /// @throws LedgerFileException when it cannot be written, or a file is already there
    public static NoteSigner create(Path file, String origin, SecureRandom random) {
        KeyPair pair;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, random);
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
        NoteSigner signer = new Ed25519NoteSigner(VerifierKey.of(origin, pair.getPublic()), pair.getPrivate());
        String text = pem(PRIVATE, pair.getPrivate().getEncoded())
                + pem(PUBLIC, pair.getPublic().getEncoded());
        Path whole = file.toAbsolutePath();
        Disk disk = new Disk();
        try {
            Path folder = whole.getParent();
            if (folder != null) {
                disk.makeFolders(folder);
            }
            if (Files.exists(whole)) {
                throw new FileAlreadyExistsException(whole.toString());
            }
            // What an earlier process was writing when it died: nobody has seen that key.
            Path unfinished = whole.resolveSibling(whole.getFileName() + ".unfinished");
            Files.deleteIfExists(unfinished);
            disk.write(unfinished, text.getBytes(StandardCharsets.US_ASCII));
            Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE);
            if (folder != null) {
                disk.sync(folder);
            }
        } catch (IOException e) {
            throw new LedgerFileException(whole, e);
        }
        return signer;
    }

    /// Reads the key that [#create] wrote.
    ///
    /// @throws LedgerFileException when it cannot be read
    /// @throws LedgerFormatException when it is not such a key
    public static NoteSigner read(Path file, String origin) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new LedgerFileException(file, e);
        }
        try {
            KeyFactory factory = KeyFactory.getInstance("Ed25519");
            PrivateKey privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(der(PRIVATE, text)));
            PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(der(PUBLIC, text)));
            return new Ed25519NoteSigner(VerifierKey.of(origin, publicKey), privateKey);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new LedgerException("the ledger's key file is damaged: put back its backup", e);
        }
    }

    private static String pem(String label, byte[] der) {
        Base64.Encoder encoder = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
        return "-----BEGIN " + label + "-----\n" + encoder.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    private static byte[] der(String label, String text) {
        Matcher block = Pattern.compile("-----BEGIN " + label + "-----\n([^-]+)\n-----END " + label + "-----\n")
                .matcher(text);
        if (!block.find()) {
            throw new LedgerFormatException("the ledger's key file lacks its " + label);
        }
        return Base64.getMimeDecoder().decode(block.group(1));
    }
}
