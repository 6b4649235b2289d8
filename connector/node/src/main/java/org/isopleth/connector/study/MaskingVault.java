package org.isopleth.connector.study;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.JsonException;
import org.isopleth.connector.secret.SiteSecret;
import org.isopleth.masking.MaskingEventJson;
import org.isopleth.masking.SiteEvent;
import org.isopleth.masking.key.MaskingException;
import org.isopleth.store.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what happens in a masked round from everyone who reads the store: AES-256-GCM (SP 800-38D) under a key
/// of the site, bound to the study and the event's number, so that none can be put in another's place. The sealed
/// events are documents, which unlike events can be deleted: with them go the secrets of an attempt. Thread-safe.
public final class MaskingVault {
    private static final Logger LOG = LoggerFactory.getLogger(MaskingVault.class);
    private static final String LABEL = "isopleth/masking-events/1";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random;

    public MaskingVault(SiteSecret secret, SecureRandom random) {
        this.key = secret.key(LABEL, "AES");
        this.random = random;
    }

    /// The sealed form of a study's event number `sequence`.
    Body seal(Digest study, long sequence, SiteEvent event) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, study, sequence)
                    .doFinal(CanonicalJson.bytes(MaskingEventJson.write(event)));
            return Body.of(ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /// What was sealed; empty when it was changed or belongs to another secret, which costs the attempt.
    Optional<SiteEvent> open(Digest study, long sequence, Body sealed) {
        byte[] bytes = sealed.bytes();
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            ByteBuffer.wrap(bytes).get(nonce);
            byte[] plain = cipher(Cipher.DECRYPT_MODE, nonce, study, sequence)
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return Optional.of(
                    MaskingEventJson.readOfSite(CanonicalJson.parse(plain).asObject()));
        } catch (AEADBadTagException | java.nio.BufferUnderflowException | JsonException | MaskingException e) {
            LOG.error("study {}: what was kept of a masked round cannot be read; it is given up", study);
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, Digest study, long sequence) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((study.hex() + "/" + sequence).getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
