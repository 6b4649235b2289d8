/// The way out and in: one outbound connection to the coordinator, with a control stream for messages
/// and separate calls for bulk. Nothing here knows what a message means.
///
/// Open [org.isopleth.connector.grpc.CoordinatorLink] first. Depends on gRPC, `wire`, and of the
/// contract on `canonical` and `exchange`; what it needs from the program are the interfaces
/// [org.isopleth.connector.grpc.Correspondence], [org.isopleth.connector.grpc.OutgoingBlob] and
/// [org.isopleth.connector.grpc.IncomingBlob].
@NullMarked
package org.isopleth.connector.grpc;

import org.jspecify.annotations.NullMarked;
