package org.isopleth.masking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.SiteMasking.Shared;
import org.isopleth.masking.key.KeySchedule;
import org.isopleth.masking.key.PublicKeys;
import org.isopleth.masking.key.ShareBox;
import org.isopleth.site.SiteId;

/// A site that deals one share off its polynomial, with everything about it in order.
final class FalseDealer {
    private FalseDealer() {}

    static Signed<SiteMessage> deal(
            TestRound round, SiteId dealer, int victim, SiteMessage.Shares honest, Digest context) {
        TestSite site = round.site(dealer);
        if (!(site.state instanceof Shared shared)) {
            throw new IllegalStateException("shares are dealt after the roster came");
        }
        KeySchedule keys = shared.group().keys();
        PublicKeys to = shared.group().roster().get(victim);
        PublicKeys from = shared.group().of(dealer);
        byte[] content = new byte[64];
        content[31] = 5;
        content[63] = 7;
        Bytes self = new Bytes(Arrays.copyOf(content, 32));
        Bytes key = new Bytes(Arrays.copyOfRange(content, 32, 64));
        List<SealedShares> all = new ArrayList<>(honest.shares());
        all.set(
                victim,
                new SealedShares(
                        ShareBox.seal(
                                keys.shareKey(shared.secrets().sharing(), to.sharing(), from.sharing(), to.sharing()),
                                new byte[ShareBox.NONCE_BYTES],
                                keys.shareBinding(dealer, to.site()),
                                content),
                        keys.selfShareCommitment(dealer, to.site(), self),
                        keys.keyShareCommitment(dealer, to.site(), key)));
        return TestConsortium.bySite(dealer, new SiteMessage.Shares(honest.self(), all), context);
    }
}
