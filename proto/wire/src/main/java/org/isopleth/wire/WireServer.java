package org.isopleth.wire;

import io.grpc.Codec;
import io.grpc.DecompressorRegistry;
import io.grpc.netty.NettyServerBuilder;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.identity.TlsContexts;
import org.isopleth.wire.roles.RoleInterceptor;

/// The coordinator's gRPC server with everything that guards it; endpoints are added to the builder.
/// Stateless, thread-safe.
public final class WireServer {
    /// One chunk of 1 MiB and room for what surrounds it.
    static final int MAX_MESSAGE_BYTES = (1 << 20) + (64 << 10);

    /// Nothing compressed is taken, in either direction: what a few bytes unfold to is decided by whoever sent them. A
    /// call that says it is compressed ends before its first message is read.
    static final DecompressorRegistry UNCOMPRESSED =
            DecompressorRegistry.emptyInstance().with(Codec.Identity.NONE, false);

    private static final int MAX_METADATA_BYTES = 8 << 10;
    private static final int MAX_CALLS_PER_CONNECTION = 64;

    private WireServer() {}

    /// A builder with TLS 1.3, the role table, the error boundary and bounded inputs.
    ///
    /// @param address where to listen
    /// @param identity the coordinator's
    public static NettyServerBuilder builder(
            InetSocketAddress address, IdentityFolder identity, InstantSource clock, ErrorBoundary boundary) {
        return builder(address, identity, clock, boundary, new LaterServices());
    }

    /// As [#builder(InetSocketAddress, IdentityFolder, InstantSource, ErrorBoundary)], with services that
    /// may be added while the server already listens.
    public static NettyServerBuilder builder(
            InetSocketAddress address,
            IdentityFolder identity,
            InstantSource clock,
            ErrorBoundary boundary,
            LaterServices services) {
        return NettyServerBuilder.forAddress(address)
                .sslContext(TlsContexts.server(identity, clock))
                .handshakeTimeout(10, TimeUnit.SECONDS)
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .decompressorRegistry(UNCOMPRESSED)
                .maxInboundMetadataSize(MAX_METADATA_BYTES)
                .maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION)
                // Hospitals' firewalls cut idle connections after a minute; pings keep them open.
                .permitKeepAliveTime(20, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .keepAliveTime(45, TimeUnit.SECONDS)
                .fallbackHandlerRegistry(services)
                // The interceptor added last sees a call first and its answer last.
                .intercept(new RoleInterceptor(identity.root(), clock))
                .intercept(boundary);
    }
}
