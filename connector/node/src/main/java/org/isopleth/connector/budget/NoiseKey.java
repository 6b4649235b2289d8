package org.isopleth.connector.budget;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.secret.SiteSecret;
import org.isopleth.disclosure.noise.RandomBits;
import org.isopleth.round.RoundId;
import org.isopleth.tensor.Contribution;

/// The key this site draws noise from, and names releases with. Immutable, thread-safe.
///
/// The noise of a release is a function of the key, the round, its state and the contribution without noise:
/// computed again after a crash, it is the same bytes, so that nobody can average noise away by making a site
/// compute twice; a contribution that differs in anything has other noise, and another name that is paid for.
/// The name is keyed too: whoever reads it cannot find small numbers by trying them all.
public final class NoiseKey {
    private static final String NAME = "noise-release/1";
    private static final String BITS = "noise-bits/1";

    private final SecretKey name;
    private final SecretKey bits;

    /// @param secret of this site
    public NoiseKey(SiteSecret secret) {
        this.name = secret.key(NAME, "HmacSHA256");
        this.bits = secret.key(BITS, "HmacSHA256");
    }

    /// The name of a release in the budget.
    ///
    /// @param contribution without noise
    public Digest release(RoundId round, Digest state, Contribution contribution) {
        return Digest.ofHash(SiteSecret.hmac(name, about(round, state, contribution)));
    }

    /// The bits its noise is drawn from: AES-256 in counter mode under a key for this release alone. For one
    /// thread.
    ///
    /// @param contribution without noise
    public RandomBits bits(RoundId round, Digest state, Contribution contribution) {
        byte[] key = SiteSecret.hmac(bits, about(round, state, contribution));
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
            return words(cipher);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES", e);
        }
    }

    private static RandomBits words(Cipher cipher) {
        byte[] zeros = new byte[64 * Long.BYTES];
        ByteBuffer[] block = {ByteBuffer.allocate(0)};
        return () -> {
            if (!block[0].hasRemaining()) {
                block[0] = ByteBuffer.wrap(cipher.update(zeros));
            }
            return block[0].getLong();
        };
    }

    private static byte[] about(RoundId round, Digest state, Contribution contribution) {
        String text = CanonicalJson.text(round.json()) + "\n" + state.hex() + "\n"
                + Digest.of(contribution.bytes()).hex();
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
