package org.isopleth.wire;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.isopleth.wire.v1.EnrolmentGrpc;
import org.isopleth.wire.v1.FederationGrpc;
import org.isopleth.wire.v1.LedgerGrpc;
import org.isopleth.wire.v1.StudiesGrpc;

/// Makes and answers every call of every service with empty messages.
public final class AnyCall {
    public static final List<ServiceDescriptor> SERVICES = List.of(
            EnrolmentGrpc.getServiceDescriptor(),
            FederationGrpc.getServiceDescriptor(),
            StudiesGrpc.getServiceDescriptor(),
            LedgerGrpc.getServiceDescriptor());

    private AnyCall() {}

    /// A service whose every call runs `answer` when the caller has finished, then sends an empty reply.
    static ServerServiceDefinition answering(ServiceDescriptor service, Consumer<ServerCall<?, ?>> answer) {
        ServerServiceDefinition.Builder builder = ServerServiceDefinition.builder(service);
        for (MethodDescriptor<?, ?> method : service.getMethods()) {
            add(builder, method, answer);
        }
        return builder.build();
    }

    private static <Q, A> void add(
            ServerServiceDefinition.Builder builder, MethodDescriptor<Q, A> method, Consumer<ServerCall<?, ?>> answer) {
        builder.addMethod(method, (call, headers) -> {
            call.request(2);
            return new ServerCall.Listener<>() {
                @Override
                public void onHalfClose() {
                    answer.accept(call);
                    call.sendHeaders(new Metadata());
                    call.sendMessage(empty(method.getResponseMarshaller()));
                    call.close(Status.OK, new Metadata());
                }
            };
        });
    }

    /// Makes one call with one empty message and returns how it ended.
    static StatusRuntimeException make(Channel channel, MethodDescriptor<?, ?> method) {
        return call(channel, method);
    }

    private static <Q, A> StatusRuntimeException call(Channel channel, MethodDescriptor<Q, A> method) {
        CompletableFuture<StatusRuntimeException> end = new CompletableFuture<>();
        ClientCall<Q, A> call = channel.newCall(method, CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS));
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        end.complete(status.asRuntimeException(trailers));
                    }
                },
                new Metadata());
        call.request(2);
        call.sendMessage(empty(method.getRequestMarshaller()));
        call.halfClose();
        try {
            return end.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static <M> M empty(MethodDescriptor.Marshaller<M> marshaller) {
        return marshaller.parse(new ByteArrayInputStream(new byte[0]));
    }
}
