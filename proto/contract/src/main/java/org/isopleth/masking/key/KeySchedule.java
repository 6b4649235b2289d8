package org.isopleth.masking.key;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.site.SiteId;

/// Every key and commitment of one attempt at a round, each derived for one purpose and bound to the
/// context. Immutable, thread-safe.
///
/// ```
/// share key (i → j) = HKDF(ECDH(cSK_i, cPK_j), ctx, "share-enc" ‖ cPK_i ‖ cPK_j)
/// pair mask key     = HKDF(ECDH(sSK_i, sPK_j), ctx, "pair-mask" ‖ lo ‖ hi), lo < hi the two sPK
/// self mask key     = HKDF(b_i, ctx, "self-mask" ‖ id_i)
/// ```
///
/// @param context `ctx`, see [MaskedRound#context]
public record KeySchedule(Digest context) {
    /// Names the suite and its version in every context and signature.
    public static final String LABEL = "fed-secagg/v1";

    private static final int KEY_BYTES = 32;

    /// Opens what `from` sealed for `to`: one of the two is `own`, the other `partner`.
    public byte[] shareKey(AgreementKey own, CurvePoint partner, CurvePoint from, CurvePoint to) {
        return derive(own.sharedX(partner), "share-enc", from.bytes(), to.bytes());
    }

    /// What a box of shares is bound to besides its key.
    public byte[] shareBinding(SiteId from, SiteId to) {
        return LengthPrefixed.joined(context.bytes(), pair(from, to));
    }

    /// The key of the mask that two sites share; the same from both sides.
    public Bytes pairMaskKey(AgreementKey own, CurvePoint theirs) {
        return pairMaskKey(own.sharedX(theirs), own.point(), theirs);
    }

    /// As [#pairMaskKey], of one site with many whose keys were opened: **for keys that are secret no more**, because
    /// the time it takes depends on them.
    ///
    /// @param opened in the order of the result
    public List<Bytes> pairMaskKeys(List<AgreementKey> opened, CurvePoint theirs) {
        List<byte[]> shared = new PointMultiples(theirs)
                .sharedX(opened.stream().map(AgreementKey::secret).toList());
        return IntStream.range(0, opened.size())
                .mapToObj(i -> pairMaskKey(shared.get(i), opened.get(i).point(), theirs))
                .toList();
    }

    private Bytes pairMaskKey(byte[] shared, CurvePoint own, CurvePoint theirs) {
        byte[] low = own.bytes();
        byte[] high = theirs.bytes();
        boolean ordered = Arrays.compareUnsigned(low, high) < 0;
        return new Bytes(derive(shared, "pair-mask", ordered ? low : high, ordered ? high : low));
    }

    /// The key of the mask that only its site knows.
    ///
    /// @param secret `b_i`, 32 bytes
    public Bytes selfMaskKey(Bytes secret, SiteId site) {
        return new Bytes(derive(secret.array(), "self-mask", LengthPrefixed.text(site.name())));
    }

    /// What a site says of its `b_i` beforehand, so that nobody can put another together later.
    public Digest selfCommitment(Bytes secret) {
        return commitment("b-commit", secret.array());
    }

    /// What a site says beforehand of a share of its `b_i`.
    public Digest selfShareCommitment(SiteId from, SiteId to, Bytes share) {
        return commitment("share-b", pair(from, to), share.array());
    }

    /// What a site says beforehand of a share of its `sSK_i`.
    public Digest keyShareCommitment(SiteId from, SiteId to, Bytes share) {
        return commitment("share-s", pair(from, to), share.array());
    }

    private Digest commitment(String purpose, byte[]... parts) {
        return Digest.of(
                LengthPrefixed.joined(LengthPrefixed.text(purpose), context.bytes(), LengthPrefixed.joined(parts)));
    }

    private byte[] derive(byte[] secret, String purpose, byte[]... parts) {
        byte[] info = LengthPrefixed.joined(LengthPrefixed.text(purpose), LengthPrefixed.joined(parts));
        return Hkdf.derive(secret, context.bytes(), info, KEY_BYTES);
    }

    private static byte[] pair(SiteId from, SiteId to) {
        return LengthPrefixed.of(LengthPrefixed.text(from.name()), LengthPrefixed.text(to.name()));
    }
}
