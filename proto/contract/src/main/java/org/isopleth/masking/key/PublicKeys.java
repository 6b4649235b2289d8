package org.isopleth.masking.key;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.site.SiteId;

/// What a site shows of its keys for one attempt at a round. Immutable, thread-safe.
///
/// @param site whose keys
/// @param sharing `cPK`: partners seal shares for it
/// @param masking `sPK`: pairs of sites derive their common mask from it
/// @param nonce 32 random bytes, so that no roster repeats
public record PublicKeys(SiteId site, CurvePoint sharing, CurvePoint masking, Bytes nonce) {
    /// Bytes of a nonce.
    public static final int NONCE_BYTES = 32;

    public PublicKeys {
        if (nonce.array().length != NONCE_BYTES) {
            throw new MaskingException("a nonce has 32 bytes");
        }
    }

    /// `roster_hash`: SHA-256 over `lp(id, cPK, sPK, nonce)` of every site, in roster order.
    public static Digest rosterHash(List<PublicKeys> roster) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (PublicKeys keys : roster) {
            out.writeBytes(LengthPrefixed.of(
                    LengthPrefixed.text(keys.site.name()),
                    keys.sharing.bytes(),
                    keys.masking.bytes(),
                    keys.nonce.array()));
        }
        return Digest.of(out.toByteArray());
    }
}
