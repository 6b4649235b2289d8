package org.isopleth.wire;

import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.identity.TlsContexts;
import org.isopleth.wire.roles.RoleInterceptor;
import org.jspecify.annotations.Nullable;

/// The coordinator's gRPC server with everything that guards it; endpoints are added to the builder.
/// Stateless, thread-safe.
public final class WireServer {
    /// One chunk of 1 MiB and room for what surrounds it.
    static final int MAX_MESSAGE_BYTES = (1 << 20) + (64 << 10);

    private static final int MAX_METADATA_BYTES = 8 << 10;
    private static final int MAX_CALLS_PER_CONNECTION = 64;

    private WireServer() {}

    /// A builder with TLS 1.3, the role table, the error boundary and bounded inputs.
    ///
    /// @param address where to listen
    /// @param identity the coordinator's
    public static NettyServerBuilder builder(
            InetSocketAddress address, IdentityFolder identity, InstantSource clock, ErrorBoundary boundary) {
        return NettyServerBuilder.forAddress(address)
                .sslContext(TlsContexts.server(identity, clock))
                .handshakeTimeout(10, TimeUnit.SECONDS)
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .maxInboundMetadataSize(MAX_METADATA_BYTES)
                .maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION)
                // Hospitals' firewalls cut idle connections after a minute; pings keep them open.
                .permitKeepAliveTime(20, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .keepAliveTime(45, TimeUnit.SECONDS)
                .fallbackHandlerRegistry(new UnknownCalls())
                // The interceptor added last sees a call first and its answer last.
                .intercept(new RoleInterceptor(identity.root(), clock))
                .intercept(boundary);
    }

    /// Calls of no service: given a handler, so that they too meet the role table, which denies them,
    /// and get no text from gRPC itself.
    private static final class UnknownCalls extends HandlerRegistry {
        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String methodName, @Nullable String authority) {
            MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNKNOWN)
                    .setFullMethodName(methodName)
                    .setRequestMarshaller(new Nothing())
                    .setResponseMarshaller(new Nothing())
                    .build();
            return ServerMethodDefinition.create(method, (call, headers) -> {
                throw new IllegalStateException("the role table let an unknown call through");
            });
        }

        @Override
        public List<ServerServiceDefinition> getServices() {
            return List.of();
        }
    }

    private static final class Nothing implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            return new byte[0];
        }
    }
}
