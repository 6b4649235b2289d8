package org.isopleth.store.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.isopleth.ledger.KeyCertification;
import org.isopleth.ledger.NoteSigner;

/// A program's ledger as others see it: the files in the folder `ledger` of its work folder, derived
/// from its [LedgerBook] and signed with the key in `ledger.key` beside it. Thread-safe.
public final class PublishedLedger {
    private static final String FOLDER = "ledger";
    private static final String KEY = "ledger.key";

    private final Path folder;
    private final LedgerDirectory directory;
    private final LedgerIdentity identity;

    private PublishedLedger(Path folder, LedgerDirectory directory, LedgerIdentity identity) {
        this.folder = folder;
        this.directory = directory;
        this.identity = identity;
    }

    /// Whose ledger it is, and how its key is certified.
    ///
    /// @param name the owner's, as its certificate has it
    /// @param chain DER certificates of the owner's signing key, leaf first, root last
    /// @param certifier signs with that key
    public record Owner(String name, List<byte[]> chain, KeyCertification.Certifier certifier) {
        public Owner {
            chain = List.copyOf(chain);
        }
    }

    /// The origin that a ledger's checkpoints name.
    ///
    /// @param owner the owner's name
    public static String origin(String owner) {
        return "isopleth/ledger/" + owner;
    }

    /// Opens the ledger in a program's work folder, making its key at the first time, and brings the
    /// files up to date.
    public static PublishedLedger open(Path workFolder, LedgerBook book, Owner owner, SecureRandom random) {
        String origin = origin(owner.name());
        Path keyFile = workFolder.resolve(KEY);
        NoteSigner signer = Files.exists(keyFile)
                ? LedgerKeyFile.read(keyFile, origin)
                : LedgerKeyFile.create(keyFile, origin, random);
        KeyCertification certification =
                KeyCertification.make(owner.name(), signer.verifier(), owner.chain(), owner.certifier());
        Path folder = workFolder.resolve(FOLDER);
        LedgerIdentity identity = new LedgerIdentity(signer, certification);
        LedgerDirectory directory = LedgerDirectory.open(folder, identity, book);
        directory.publish();
        return new PublishedLedger(folder, directory, identity);
    }

    /// The directory itself: its heads, with cosignatures, and proofs.
    public LedgerDirectory directory() {
        return directory;
    }

    /// Whose ledger it is; the same key cosigns the ledgers of others.
    public LedgerIdentity identity() {
        return identity;
    }

    /// Publishes a checkpoint over everything entered so far.
    public void publish() {
        directory.publish();
    }

    /// The latest signed checkpoint, as text, over everything entered so far.
    public String head() {
        directory.publish();
        return new String(read("checkpoint").orElseThrow(), StandardCharsets.UTF_8);
    }

    /// One published file; the caller has checked that the path is one of a ledger's.
    public Optional<byte[]> read(String path) {
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("a file of the ledger cannot be read", e);
        }
    }
}
