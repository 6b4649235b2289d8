/// The edge: how contract words travel over gRPC, and what may never travel. Generated messages stay
/// here and in the `grpc` packages.
///
/// Open [org.isopleth.wire.WireServer] first, then [org.isopleth.wire.ErrorTrailers]. Depends on
/// `contract`, gRPC and Bouncy Castle.
@NullMarked
package org.isopleth.wire;

import org.jspecify.annotations.NullMarked;
