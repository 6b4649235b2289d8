package org.isopleth.masking.share;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.isopleth.canonical.Bytes;

/// All the random bytes a site needs in one attempt, from one secret seed of 32 bytes: the keystream of
/// AES-256-CTR. Mutable, for one thread.
///
/// A site that restarts replays its seed, so that it never says two different things in one attempt.
public final class SeedStream {
    private final Cipher cipher;

    /// @param seed 32 bytes from a secure source, for this attempt alone
    public SeedStream(Bytes seed) {
        try {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(seed.array(), "AES"), new IvParameterSpec(new byte[16]));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a seed has 32 bytes", e);
        }
    }

    /// The next `count` bytes.
    public byte[] bytes(int count) {
        byte[] next = cipher.update(new byte[count]);
        if (next.length != count) {
            throw new IllegalStateException("a stream cipher gives a byte for a byte");
        }
        return next;
    }

    /// The next element, uniform: values of p and above are drawn again (one in 2^248), never folded.
    public FieldElement element() {
        while (true) {
            BigInteger drawn = new BigInteger(1, bytes(FieldElement.BYTES));
            if (drawn.compareTo(FieldElement.PRIME) < 0) {
                return new FieldElement(drawn);
            }
        }
    }

    /// The next element other than zero, uniform.
    public FieldElement nonZero() {
        FieldElement drawn = element();
        while (drawn.value().signum() == 0) {
            drawn = element();
        }
        return drawn;
    }

    /// The next `count` elements.
    public List<FieldElement> elements(int count) {
        List<FieldElement> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            drawn.add(element());
        }
        return List.copyOf(drawn);
    }
}
