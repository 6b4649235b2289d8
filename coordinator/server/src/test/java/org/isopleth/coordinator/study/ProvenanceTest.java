package org.isopleth.coordinator.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.isopleth.canonical.Digest;
import org.isopleth.coordinator.study.Provenance.Signature;
import org.isopleth.ledger.Checkpoint;
import org.isopleth.ledger.Ed25519NoteSigner;
import org.isopleth.ledger.VerifierKey;
import org.isopleth.site.SiteId;
import org.junit.jupiter.api.Test;

/// What provenance says of a head that a site reported: never more than the coordinator can know.
class ProvenanceTest {
    private static final SiteId SITE = new SiteId("aurora");

    private static String head(String origin) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Ed25519NoteSigner signer = new Ed25519NoteSigner(VerifierKey.of(origin, pair.getPublic()), pair.getPrivate());
        byte[] note = new Checkpoint(origin, 7, Digest.of("root")).sign(signer).bytes();
        return new String(note, StandardCharsets.UTF_8);
    }

    @Test
    void a_checkpoint_of_the_sites_ledger_is_reported_and_not_verified() throws Exception {
        assertEquals(Signature.NOT_VERIFIED, Signature.of(SITE, head("isopleth/ledger/aurora")));
    }

    @Test
    void the_checkpoint_of_another_ledger_or_any_other_text_is_no_checkpoint() throws Exception {
        assertEquals(Signature.NOT_A_CHECKPOINT, Signature.of(SITE, head("isopleth/ledger/borealis")));
        assertEquals(Signature.NOT_A_CHECKPOINT, Signature.of(SITE, "head of aurora"));
    }
}
