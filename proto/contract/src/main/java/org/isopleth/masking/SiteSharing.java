package org.isopleth.masking;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.canonical.Bytes;
import org.isopleth.masking.key.AgreementKey;
import org.isopleth.masking.key.KeySchedule;
import org.isopleth.masking.key.PublicKeys;
import org.isopleth.masking.key.ShareBox;
import org.isopleth.masking.mask.MaskRecipe;
import org.isopleth.masking.mask.MaskRecipe.Direction;
import org.isopleth.masking.mask.MaskRecipe.Mask;
import org.isopleth.masking.share.FieldElement;
import org.isopleth.masking.share.SeedStream;
import org.isopleth.masking.share.Shamir;
import org.isopleth.site.SiteId;

/// What a site computes from its secrets: shares for its partners, masks for its vector.
final class SiteSharing {
    private SiteSharing() {}

    /// Shares of `b` and `sSK` for every site, sealed for each. The random numbers come from the stored seed
    /// in a fixed order, so that a replay gives the same bytes.
    static SiteMessage.Shares shares(SiteMasking.Advertised state, Group group) {
        SiteSecrets secrets = state.secrets();
        int count = group.roster().size();
        int coefficients = state.course().proposal().threshold() - 1;
        SeedStream stream = secrets.stream();
        FieldElement self = stream.nonZero();
        FieldElement key = FieldElement.of(secrets.masking().secret());
        List<FieldElement> selfShares = Shamir.split(self, stream.elements(coefficients), count);
        List<FieldElement> keyShares = Shamir.split(key, stream.elements(coefficients), count);
        PublicKeys own = group.of(state.course().own());
        List<SealedShares> sealed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sealed.add(sealed(
                    group.keys(),
                    secrets.sharing(),
                    own,
                    group.roster().get(i),
                    stream.bytes(ShareBox.NONCE_BYTES),
                    new SiteMasking.HeldShares(
                            selfShares.get(i).bytes(), keyShares.get(i).bytes())));
        }
        return new SiteMessage.Shares(group.keys().selfCommitment(self.bytes()), sealed);
    }

    private static SealedShares sealed(
            KeySchedule keys,
            AgreementKey sharing,
            PublicKeys from,
            PublicKeys to,
            byte[] nonce,
            SiteMasking.HeldShares shares) {
        byte[] content = new byte[2 * FieldElement.BYTES];
        System.arraycopy(shares.self().array(), 0, content, 0, FieldElement.BYTES);
        System.arraycopy(shares.key().array(), 0, content, FieldElement.BYTES, FieldElement.BYTES);
        byte[] key = keys.shareKey(sharing, to.sharing(), from.sharing(), to.sharing());
        return new SealedShares(
                ShareBox.seal(key, nonce, keys.shareBinding(from.site(), to.site()), content),
                keys.selfShareCommitment(from.site(), to.site(), shares.self()),
                keys.keyShareCommitment(from.site(), to.site(), shares.key()));
    }

    /// The own mask, and one for each partner whose shares the site holds: added for those after it in the
    /// roster, subtracted for those before.
    static MaskRecipe recipe(SiteMasking.Masking state) {
        Group group = state.group();
        SiteId own = state.course().own();
        Bytes self = state.secrets().self().bytes();
        List<Mask> masks = new ArrayList<>();
        masks.add(new Mask(group.keys().selfMaskKey(self, own), Direction.ADD));
        for (SiteId partner : state.held().keySet()) {
            if (!partner.equals(own)) {
                masks.add(new Mask(
                        group.keys()
                                .pairMaskKey(
                                        state.secrets().masking(),
                                        group.of(partner).masking()),
                        direction(group, own, partner)));
            }
        }
        return new MaskRecipe(state.course().proposal().words(), masks);
    }

    /// What `own` does with the mask it shares with `partner`.
    static Direction direction(Group group, SiteId own, SiteId partner) {
        return group.index(partner) > group.index(own) ? Direction.ADD : Direction.SUBTRACT;
    }
}
