package org.isopleth.wire;

import io.grpc.BindableService;
import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Services added to a server that already listens. Calls of no service are given a handler too, so
/// that they meet the role table, which denies them, and get no text from gRPC itself. Thread-safe.
public final class LaterServices extends HandlerRegistry {
    private final Map<String, ServerMethodDefinition<?, ?>> methods = new ConcurrentHashMap<>();

    /// From now on calls of `service` are answered.
    public void add(BindableService service) {
        for (ServerMethodDefinition<?, ?> method : service.bindService().getMethods()) {
            methods.put(method.getMethodDescriptor().getFullMethodName(), method);
        }
    }

    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String methodName, @Nullable String authority) {
        ServerMethodDefinition<?, ?> known = methods.get(methodName);
        return known == null ? unknown(methodName) : known;
    }

    private static ServerMethodDefinition<?, ?> unknown(String methodName) {
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
