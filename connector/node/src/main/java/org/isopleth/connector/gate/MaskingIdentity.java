package org.isopleth.connector.gate;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/// How this site takes part in masked rounds. Immutable, thread-safe.
///
/// @param federation the consortium, as every member knows it: the fingerprint of its root
/// @param signer signs a statement ([org.isopleth.masking.Signed#statement]) with the site's signing key
/// @param random draws the secrets of each attempt
/// @param clock tells whether a partner's renewed key holds
public record MaskingIdentity(
        String federation, UnaryOperator<byte[]> signer, SecureRandom random, InstantSource clock) {}
