/// How a newcomer becomes a member: an invite with a one-time token, two keys made on the newcomer's own
/// machine, two requests bound to the token, two certificates.
///
/// The token never travels. The newcomer pins the consortium's root by fingerprint, so that the requests
/// reach the right authority, and proves knowledge of the token by a keyed hash over the requests, so
/// that nobody in between can put other keys into them.
///
/// Open [org.isopleth.wire.enrolment.EnrolmentClient] first. Depends on `identity`, `contract` and, in
/// the client and the converter only, gRPC.
@NullMarked
package org.isopleth.wire.enrolment;

import org.jspecify.annotations.NullMarked;
