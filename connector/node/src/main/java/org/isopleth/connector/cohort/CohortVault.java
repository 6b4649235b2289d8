package org.isopleth.connector.cohort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.connector.secret.SiteSecret;
import org.isopleth.store.PrivateFiles;
import org.isopleth.study.Readiness;
import org.isopleth.wire.identity.OwnerOnlyFiles;
import org.jspecify.annotations.Nullable;

/// A folder of frozen cohorts, each encrypted in a file of its own until its deletion date. Safe for
/// several threads as long as each study is frozen by one of them.
///
/// A file is a head (form, study, table digest, deletion time, nonce) and, under AES-256-GCM (NIST SP 800-38D) with a
/// random 96-bit nonce, the number of bytes of the readiness, the readiness in canonical JSON, and the table; the head
/// is authenticated with them, so neither the date nor the study can be changed. Form 1, which is read and not
/// written, holds the table alone. Files are written whole or not at all.
public final class CohortVault {
    private static final byte[] FORM_1 = "isopleth-cohort1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FORM = "isopleth-cohort2".getBytes(StandardCharsets.US_ASCII);
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEAD_BYTES = FORM.length + 2 * Digest.BYTES + Long.BYTES + NONCE_BYTES;
    private static final int MAX_BYTES = 1 << 30;
    private static final String SUFFIX = ".cohort";

    private final Path folder;
    private final SecretKey key;
    private final SecureRandom random;

    /// @param folder made, for its owner alone, if it is absent
    public CohortVault(Path folder, SiteSecret secret, SecureRandom random) {
        PrivateFiles.createFolder(folder);
        this.folder = folder;
        this.key = secret.key("isopleth frozen cohort 1", "AES");
        this.random = random;
    }

    /// Freezes a study's table and what the study is told of it. A study that is frozen already keeps what it has,
    /// whatever the data say now; a table of form 1, of which nobody knows what was to be told, is replaced.
    public FrozenCohort freeze(Digest study, AnalysisTable table, Readiness readiness, Instant deleteAfter) {
        Optional<FrozenCohort> earlier =
                find(study).filter(cohort -> cohort.readiness().isPresent());
        if (earlier.isPresent()) {
            return earlier.get();
        }
        byte[] rows = TableBytes.write(table);
        byte[] told = CanonicalJson.bytes(readiness.json());
        // Whole milliseconds, as the head holds them, so that the cohort reads back as it was returned.
        Instant due = Instant.ofEpochMilli(deleteAfter.toEpochMilli());
        FrozenCohort cohort = new FrozenCohort(study, Digest.of(rows), due, Optional.of(readiness));
        byte[] plain = ByteBuffer.allocate(Integer.BYTES + told.length + rows.length)
                .putInt(told.length)
                .put(told)
                .put(rows)
                .array();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] head = head(FORM, cohort, nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, head, plain);
        byte[] file = ByteBuffer.allocate(head.length + sealed.length)
                .put(head)
                .put(sealed)
                .array();
        OwnerOnlyFiles.write(file(study), file, random);
        return cohort;
    }

    /// The frozen cohort of a study, if there is one.
    ///
    /// @throws CohortException when its file was changed
    public Optional<FrozenCohort> find(Digest study) {
        return Files.exists(file(study)) ? Optional.of(open(study).cohort()) : Optional.empty();
    }

    /// The frozen table of a study.
    ///
    /// @throws CohortException when there is none or its file was changed
    public AnalysisTable table(Digest study) {
        if (!Files.exists(file(study))) {
            throw new CohortException("there is no frozen cohort of study " + study.hex());
        }
        return open(study).table();
    }

    /// Deletes the cohort of a study, when the study ended.
    public void delete(Digest study) {
        try {
            if (Files.deleteIfExists(file(study))) {
                PrivateFiles.syncFolder(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deletes every cohort whose date has come, and tells which.
    ///
    /// @throws CohortException after all others, when the date of one cannot be trusted
    public List<FrozenCohort> deleteDue(Instant now) {
        List<FrozenCohort> deleted = new ArrayList<>();
        List<CohortException> damaged = new ArrayList<>();
        for (Digest study : studies()) {
            try {
                FrozenCohort cohort = open(study).cohort();
                if (!now.isBefore(cohort.deleteAfter())) {
                    delete(study);
                    deleted.add(cohort);
                }
            } catch (CohortException e) {
                damaged.add(e);
            }
        }
        if (!damaged.isEmpty()) {
            throw damaged.getFirst();
        }
        return deleted;
    }

    private List<Digest> studies() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("[0-9a-f]{64}\\" + SUFFIX))
                    .map(name -> new Digest(name.substring(0, 2 * Digest.BYTES)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Opened(FrozenCohort cohort, AnalysisTable table) {}

    private Opened open(Digest study) {
        byte[] file = OwnerOnlyFiles.read(file(study), MAX_BYTES);
        if (file.length < HEAD_BYTES) {
            throw damaged(study, null);
        }
        ByteBuffer buffer = ByteBuffer.wrap(file);
        byte[] form = take(buffer, FORM.length);
        Digest named = Digest.ofHash(take(buffer, Digest.BYTES));
        Digest table = Digest.ofHash(take(buffer, Digest.BYTES));
        Instant due = Instant.ofEpochMilli(buffer.getLong());
        byte[] nonce = take(buffer, NONCE_BYTES);
        FrozenCohort head = new FrozenCohort(named, table, due, Optional.empty());
        ByteBuffer plain;
        try {
            plain = ByteBuffer.wrap(
                    crypt(Cipher.DECRYPT_MODE, nonce, head(form, head, nonce), take(buffer, buffer.remaining())));
        } catch (CohortException e) {
            throw damaged(study, e);
        }
        boolean first = Arrays.equals(form, FORM_1);
        if ((!first && !Arrays.equals(form, FORM)) || !named.equals(study)) {
            throw damaged(study, null);
        }
        Optional<Readiness> readiness = first ? Optional.empty() : Optional.of(readiness(plain));
        byte[] rows = take(plain, plain.remaining());
        if (!Digest.of(rows).equals(table)) {
            throw damaged(study, null);
        }
        return new Opened(new FrozenCohort(named, table, due, readiness), TableBytes.read(rows));
    }

    private static Readiness readiness(ByteBuffer plain) {
        byte[] told = take(plain, plain.getInt());
        return Readiness.read(CanonicalJson.parse(told).asObject());
    }

    private static CohortException damaged(Digest study, @Nullable Throwable cause) {
        String message = "the frozen cohort of study " + study.hex()
                + " was changed or belongs to another secret; delete it to freeze anew";
        return cause == null ? new CohortException(message) : new CohortException(message, cause);
    }

    private static byte[] take(ByteBuffer buffer, int count) {
        byte[] bytes = new byte[count];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] head(byte[] form, FrozenCohort cohort, byte[] nonce) {
        return ByteBuffer.allocate(HEAD_BYTES)
                .put(form)
                .put(cohort.study().bytes())
                .put(cohort.table().bytes())
                .putLong(cohort.deleteAfter().toEpochMilli())
                .put(nonce)
                .array();
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] head, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(head);
            return cipher.doFinal(text);
        } catch (AEADBadTagException e) {
            throw new CohortException("the bytes are not authentic", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES/GCM", e);
        }
    }

    private Path file(Digest study) {
        return folder.resolve(study.hex() + SUFFIX);
    }
}
