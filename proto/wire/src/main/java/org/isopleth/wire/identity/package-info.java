/// Who is speaking: keys, certificates, and what they prove.
///
/// A consortium has one root. The root certifies an issuing authority, and that certifies two keys for
/// each member: one for TLS and one for signing. Neither is accepted for the work of the other. All
/// keys are P-256, all signatures ECDSA with SHA-256.
///
/// Open [org.isopleth.wire.identity.IdentityFolder] first, then [org.isopleth.wire.identity.TrustRoot]
/// and [org.isopleth.wire.identity.TlsContexts]. Depends on `contract`, the JDK, Bouncy Castle (to
/// write certificates and requests) and grpc-netty (TLS contexts only).
@NullMarked
package org.isopleth.wire.identity;

import org.jspecify.annotations.NullMarked;
