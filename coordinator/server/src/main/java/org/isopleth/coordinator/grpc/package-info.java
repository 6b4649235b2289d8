/// The coordinator's endpoints: generated messages in, words of the contract on. Each endpoint declares
/// the small interface it calls.
///
/// Open [org.isopleth.coordinator.grpc.EnrolmentEndpoint] first. Depends on `wire` and gRPC.
@NullMarked
package org.isopleth.coordinator.grpc;

import org.jspecify.annotations.NullMarked;
