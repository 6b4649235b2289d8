package org.isopleth.wire;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import org.isopleth.exchange.ErrorCode;
import org.jspecify.annotations.Nullable;

/// How an [ErrorCode] travels: a gRPC status without text, and the code's word in the trailer
/// `isopleth-error`. An internal error also has a reference in `isopleth-reference`, by which its cause
/// is found in the local log. Stateless, thread-safe.
public final class ErrorTrailers {
    static final Metadata.Key<String> ERROR = Metadata.Key.of("isopleth-error", Metadata.ASCII_STRING_MARSHALLER);
    static final Metadata.Key<String> REFERENCE =
            Metadata.Key.of("isopleth-reference", Metadata.ASCII_STRING_MARSHALLER);

    private ErrorTrailers() {}

    /// What an endpoint throws, or hands to `onError`, to end a call with `code`.
    public static StatusRuntimeException exception(ErrorCode code) {
        return status(code).asRuntimeException(trailers(code));
    }

    /// The code another program ended a call with. Codes this release does not know, and anything that
    /// carries none, are nothing. The status text is never read: anyone could have written it.
    public static Optional<ErrorCode> code(StatusRuntimeException failure) {
        Optional<ErrorCode> sent = code(failure.getTrailers());
        // Two things gRPC itself says before any of our code runs.
        return sent.isPresent()
                ? sent
                : switch (failure.getStatus().getCode()) {
                    case UNAVAILABLE, DEADLINE_EXCEEDED -> Optional.of(ErrorCode.UNREACHABLE);
                    case RESOURCE_EXHAUSTED -> Optional.of(ErrorCode.TOO_LARGE);
                    default -> Optional.empty();
                };
    }

    /// The reference of an internal error, for the other program's operator.
    public static Optional<String> reference(StatusRuntimeException failure) {
        return Optional.ofNullable(failure.getTrailers())
                .map(trailers -> trailers.get(REFERENCE))
                .filter(text -> text.matches("[0-9a-f]{16}"));
    }

    static Optional<ErrorCode> code(@Nullable Metadata trailers) {
        return Optional.ofNullable(trailers).map(all -> all.get(ERROR)).flatMap(ErrorCode::of);
    }

    static Metadata trailers(ErrorCode code) {
        Metadata trailers = new Metadata();
        trailers.put(ERROR, code.word());
        return trailers;
    }

    static Status status(ErrorCode code) {
        return switch (code) {
            case NOT_AUTHENTICATED -> Status.UNAUTHENTICATED;
            case ROLE_NOT_ALLOWED, PROOF_WRONG, PERMIT_REFUSED -> Status.PERMISSION_DENIED;
            case INVITE_UNKNOWN, STUDY_UNKNOWN, SITE_UNKNOWN, ROUND_UNKNOWN, BLOB_UNKNOWN -> Status.NOT_FOUND;
            case INVITE_EXPIRED,
                    INVITE_USED,
                    INVITE_BURNT,
                    PERMIT_MISSING,
                    STUDY_UNFINISHED,
                    ROUND_CLOSED,
                    SEQUENCE_BROKEN,
                    STATE_LOST,
                    PASSPORTS_DIFFER,
                    TOO_FEW_SITES -> Status.FAILED_PRECONDITION;
            case REQUEST_INVALID, STUDY_INVALID, SIGNATURE_INVALID, PERMIT_INVALID -> Status.INVALID_ARGUMENT;
            case TOO_LARGE -> Status.RESOURCE_EXHAUSTED;
            case VERSION_NOT_SUPPORTED -> Status.UNIMPLEMENTED;
            case BLOB_MISMATCH -> Status.DATA_LOSS;
            case BUSY, UNREACHABLE -> Status.UNAVAILABLE;
            case INTERNAL -> Status.INTERNAL;
        };
    }
}
