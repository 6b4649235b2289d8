package org.isopleth.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.wire.v1.LedgerGrpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorBoundaryTest {
    private static final String SECRET = "patient 4711 in /data/hospital.db";

    private final Map<String, Throwable> log = new ConcurrentHashMap<>();
    private volatile Consumer<ServerCall<?, ?>> answer = call -> {};
    private Server server;
    private ManagedChannel channel;

    @BeforeEach
    void serve() throws IOException {
        ErrorBoundary boundary =
                new ErrorBoundary((reference, method, cause) -> log.put(reference, cause), TestConsortium.RANDOM);
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = NettyServerBuilder.forAddress(anyPort)
                .addService(ServerInterceptors.intercept(
                        AnyCall.answering(LedgerGrpc.getServiceDescriptor(), call -> answer.accept(call)), boundary))
                .build()
                .start();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void an_answer_passes() {
        assertTrue(call().getStatus().isOk());
        assertTrue(log.isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void a_code_passes_and_nothing_beside_it(ErrorCode code) {
        answer = call -> {
            Metadata trailers = ErrorTrailers.trailers(code);
            trailers.put(Metadata.Key.of("note", Metadata.ASCII_STRING_MARSHALLER), SECRET);
            call.close(ErrorTrailers.status(code).withDescription(SECRET), trailers);
        };
        StatusRuntimeException end = call();
        assertEquals(Optional.of(code), ErrorTrailers.code(end));
        assertEquals(ErrorTrailers.status(code).getCode(), end.getStatus().getCode());
        assertNothingElse(end);
    }

    @Test
    void a_thrown_code_passes() {
        answer = call -> {
            throw ErrorTrailers.exception(ErrorCode.BLOB_MISMATCH);
        };
        assertEquals(Optional.of(ErrorCode.BLOB_MISMATCH), ErrorTrailers.code(call()));
        assertTrue(log.isEmpty());
    }

    @Test
    void whatever_else_happens_is_internal_and_logged_under_the_reference_that_was_sent() {
        List<Consumer<ServerCall<?, ?>>> failures = List.of(
                call -> {
                    throw new IllegalStateException(SECRET);
                },
                call -> {
                    throw new StackOverflowError(SECRET);
                },
                call -> call.close(Status.INVALID_ARGUMENT.withDescription(SECRET), new Metadata()),
                call -> call.close(Status.UNKNOWN.withCause(new IOException(SECRET)), new Metadata()),
                call -> {
                    Metadata trailers = new Metadata();
                    trailers.put(ErrorTrailers.ERROR, SECRET);
                    call.close(Status.NOT_FOUND, trailers);
                });
        for (Consumer<ServerCall<?, ?>> failure : failures) {
            log.clear();
            answer = failure;
            StatusRuntimeException end = call();
            assertEquals(Status.Code.INTERNAL, end.getStatus().getCode());
            assertEquals(Optional.of(ErrorCode.INTERNAL), ErrorTrailers.code(end));
            assertEquals(log.keySet(), ErrorTrailers.reference(end).stream().collect(Collectors.toSet()));
            assertNothingElse(end);
        }
    }

    @Test
    void a_second_ending_is_ignored() {
        answer = call -> {
            call.close(ErrorTrailers.status(ErrorCode.BUSY), ErrorTrailers.trailers(ErrorCode.BUSY));
            throw new IllegalStateException(SECRET);
        };
        assertEquals(Optional.of(ErrorCode.BUSY), ErrorTrailers.code(call()));
    }

    private StatusRuntimeException call() {
        return AnyCall.make(channel, LedgerGrpc.getReadMethod());
    }

    private static void assertNothingElse(StatusRuntimeException end) {
        assertNull(end.getStatus().getDescription());
        Metadata trailers = end.getTrailers() == null ? new Metadata() : end.getTrailers();
        assertFalse(trailers.toString().contains("4711"), trailers.toString());
        for (String key : trailers.keys()) {
            assertTrue(
                    List.of("content-type", "isopleth-error", "isopleth-reference")
                            .contains(key),
                    key);
        }
    }
}
