package org.isopleth.store.ledger;

import org.isopleth.ledger.KeyCertification;
import org.isopleth.ledger.LedgerException;
import org.isopleth.ledger.NoteSigner;

/// Whose ledger it is. As thread-safe as its signer.
///
/// @param signer signs the checkpoints; its key's name is the ledger's origin
/// @param certification the owner's word for that key
public record LedgerIdentity(NoteSigner signer, KeyCertification certification) {

    public LedgerIdentity {
        if (!signer.verifier().equals(certification.key())) {
            throw new LedgerException("the certification is for another key than the ledger's");
        }
    }
}
