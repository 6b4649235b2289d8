package org.isopleth.wire;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.isopleth.exchange.ErrorCode;

/// The last thing every answer passes: whatever goes wrong inside, only a code of the closed list
/// leaves, whether an endpoint throws it or hands it over. Anything else becomes `internal` with a random reference,
/// under which the cause is logged
/// here. The outermost interceptor of a server. Thread-safe.
public final class ErrorBoundary implements ServerInterceptor {

    /// Where unforeseen failures are written down.
    @FunctionalInterface
    public interface FailureLog {
        /// @param reference 16 hexadecimal digits, also sent to the caller
        /// @param method the full name of the call
        /// @param cause what happened; it must not leave this machine
        void unforeseen(String reference, String method, Throwable cause);
    }

    private final FailureLog log;
    private final SecureRandom random;

    public ErrorBoundary(FailureLog log, SecureRandom random) {
        this.log = log;
        this.random = random;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        GuardedCall<Q, A> guarded = new GuardedCall<>(call);
        try {
            return new GuardedListener<>(next.startCall(guarded, headers), guarded);
        } catch (RuntimeException e) {
            guarded.fail(e);
            return new ServerCall.Listener<>() {};
        }
    }

    private final class GuardedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final AtomicBoolean closed = new AtomicBoolean();

        GuardedCall(ServerCall<Q, A> call) {
            super(call);
        }

        // After a failure was sent, what a handler still says has no reader.

        @Override
        public void sendHeaders(Metadata headers) {
            if (!closed.get()) {
                super.sendHeaders(headers);
            }
        }

        @Override
        public void sendMessage(A message) {
            if (!closed.get()) {
                super.sendMessage(message);
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (!closed.compareAndSet(false, true)) {
                return;
            }
            Optional<ErrorCode> code = ErrorTrailers.code(trailers);
            if (status.isOk()) {
                super.close(Status.OK, new Metadata());
            } else if (code.isPresent() && code.get() != ErrorCode.INTERNAL) {
                super.close(ErrorTrailers.status(code.get()), ErrorTrailers.trailers(code.get()));
            } else {
                closeAsInternal(status.asRuntimeException());
            }
        }

        void fail(Throwable cause) {
            if (cause instanceof StatusRuntimeException coded
                    && ErrorTrailers.code(coded.getTrailers()).isPresent()) {
                close(coded.getStatus(), coded.getTrailers());
            } else if (closed.compareAndSet(false, true)) {
                closeAsInternal(cause);
            } else {
                logOnly(cause);
            }
        }

        private void closeAsInternal(Throwable cause) {
            Metadata trailers = ErrorTrailers.trailers(ErrorCode.INTERNAL);
            trailers.put(ErrorTrailers.REFERENCE, logOnly(cause));
            super.close(ErrorTrailers.status(ErrorCode.INTERNAL), trailers);
        }

        private String logOnly(Throwable cause) {
            byte[] bytes = new byte[8];
            random.nextBytes(bytes);
            String reference = HexFormat.of().formatHex(bytes);
            log.unforeseen(reference, getMethodDescriptor().getFullMethodName(), cause);
            return reference;
        }
    }

    private static final class GuardedListener<Q> extends SimpleForwardingServerCallListener<Q> {
        private final ErrorBoundary.GuardedCall<Q, ?> call;

        GuardedListener(ServerCall.Listener<Q> listener, GuardedCall<Q, ?> call) {
            super(listener);
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            guard(() -> super.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            guard(super::onHalfClose);
        }

        @Override
        public void onReady() {
            guard(super::onReady);
        }

        @Override
        public void onCancel() {
            guard(super::onCancel);
        }

        @Override
        public void onComplete() {
            guard(super::onComplete);
        }

        private void guard(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException e) {
                call.fail(e);
            } catch (Error e) {
                // The machine may be out of memory: answer, then let the thread die of it.
                call.fail(e);
                throw e;
            }
        }
    }
}
