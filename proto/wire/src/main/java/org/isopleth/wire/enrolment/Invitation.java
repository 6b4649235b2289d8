package org.isopleth.wire.enrolment;

import org.isopleth.canonical.Digest;
import org.isopleth.wire.identity.CoordinatorAddress;

/// What a newcomer was told, by two ways. Immutable, thread-safe.
///
/// @param address where the coordinator is reached
/// @param rootFingerprint SHA-256 of the consortium's root certificate
/// @param invite the invite's identifier
/// @param token the invite's token
public record Invitation(CoordinatorAddress address, Digest rootFingerprint, InviteId invite, InviteToken token) {}
