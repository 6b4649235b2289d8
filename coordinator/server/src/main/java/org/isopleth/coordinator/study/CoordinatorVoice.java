package org.isopleth.coordinator.study;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.masking.CoordinatorMessage;
import org.isopleth.masking.KeyRenewal;
import org.isopleth.masking.Proposal;
import org.isopleth.masking.Signed;
import org.isopleth.masking.key.SigningKey;
import org.isopleth.site.SiteId;

/// How the coordinator speaks in masked rounds: for which consortium, and with whose signature. Immutable;
/// thread-safe as its signature is.
///
/// @param federation the consortium's name in masked rounds: the fingerprint of its root, in hex
/// @param signature of a statement, ECDSA on P-256 in DER, by the coordinator's signing key
/// @param renewals what a site has said of its own key since, to be passed on; each partner checks it for itself
public record CoordinatorVoice(
        String federation, UnaryOperator<byte[]> signature, Function<SiteId, Optional<KeyRenewal>> renewals) {

    /// A site as the roster of a round has it: with the key of its permit, or with the one it certified since.
    Proposal.Member member(SiteId site, SigningKey pinned) {
        return renewals.apply(site)
                .filter(renewal -> renewal.former().equals(pinned))
                .map(renewal -> new Proposal.Member(site, renewal.renewed(), Optional.of(renewal)))
                .orElseGet(() -> new Proposal.Member(site, pinned));
    }

    /// A message as it travels.
    Json.Obj say(CoordinatorMessage message, Digest context) {
        byte[] statement = Signed.statement(Signed.COORDINATOR, context, message);
        return new Signed<>(Signed.COORDINATOR, context, message, new Bytes(signature.apply(statement))).json();
    }
}
