package org.isopleth.wire.identity;

import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.List;
import org.isopleth.wire.identity.IdentityException.Problem;

/// A private key with the certificates that speak for it. Immutable, thread-safe; never printed.
///
/// @param key the private key
/// @param chain leaf first, root last
public record KeyAndChain(ECPrivateKey key, List<X509Certificate> chain) {
    public KeyAndChain {
        chain = List.copyOf(chain);
        if (chain.isEmpty() || !P256.matches(key, chain.getFirst().getPublicKey())) {
            throw new IdentityException(Problem.WRONG_KEY, "the private key does not belong to the certificate");
        }
    }

    /// The certificate of the key itself.
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    @Override
    public String toString() {
        return "KeyAndChain[" + certificate().getSubjectX500Principal().getName() + "]";
    }
}
