package org.isopleth.wire.enrolment;

/// What a newcomer sends. The arrays are read once and not kept; nothing in them is trusted yet.
///
/// @param invite the invite's identifier
/// @param tlsRequest DER PKCS#10 for the TLS key
/// @param signingRequest DER PKCS#10 for the signing key
/// @param proof from [InviteToken#proof]
@SuppressWarnings("ArrayRecordComponent") // An argument, never compared and never stored.
public record EnrolmentRequest(InviteId invite, byte[] tlsRequest, byte[] signingRequest, byte[] proof) {}
