package org.isopleth.coordinator.study;

import java.util.function.UnaryOperator;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.masking.CoordinatorMessage;
import org.isopleth.masking.Signed;

/// How the coordinator speaks in masked rounds: for which consortium, and with whose signature. Immutable;
/// thread-safe as its signature is.
///
/// @param federation the consortium's name in masked rounds: the fingerprint of its root, in hex
/// @param signature of a statement, ECDSA on P-256 in DER, by the coordinator's signing key
public record CoordinatorVoice(String federation, UnaryOperator<byte[]> signature) {

    /// A message as it travels.
    Json.Obj say(CoordinatorMessage message, Digest context) {
        byte[] statement = Signed.statement(Signed.COORDINATOR, context, message);
        return new Signed<>(Signed.COORDINATOR, context, message, new Bytes(signature.apply(statement))).json();
    }
}
