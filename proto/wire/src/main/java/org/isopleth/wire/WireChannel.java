package org.isopleth.wire;

import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContext;
import java.util.concurrent.TimeUnit;
import org.isopleth.wire.identity.CoordinatorAddress;

/// A member's one outbound connection. Stateless, thread-safe.
public final class WireChannel {
    private WireChannel() {}

    /// A builder for the connection to `address`; the host is checked against the certificate.
    ///
    /// @param tls from `TlsContexts`
    public static NettyChannelBuilder builder(CoordinatorAddress address, SslContext tls) {
        return NettyChannelBuilder.forTarget("dns:///" + address)
                .sslContext(tls)
                .maxInboundMessageSize(WireServer.MAX_MESSAGE_BYTES)
                .decompressorRegistry(WireServer.UNCOMPRESSED)
                .keepAliveTime(30, TimeUnit.SECONDS)
                .keepAliveTimeout(20, TimeUnit.SECONDS)
                .keepAliveWithoutCalls(true)
                // What gRPC would send again by itself could be sent twice; resuming is ours.
                .disableRetry();
    }
}
