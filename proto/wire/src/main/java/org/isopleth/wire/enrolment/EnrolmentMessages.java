package org.isopleth.wire.enrolment;

import com.google.protobuf.ByteString;
import java.security.cert.X509Certificate;
import java.util.List;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.wire.ErrorTrailers;
import org.isopleth.wire.identity.CertificateRequest;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.KeyFiles;
import org.isopleth.wire.v1.EnrolReply;
import org.isopleth.wire.v1.EnrolRequest;

/// Converts between enrolment's words and its generated messages, and bounds what comes in. Stateless,
/// thread-safe.
public final class EnrolmentMessages {
    private static final int PROOF_BYTES = 32;
    private static final int MAX_CHAIN = 4;
    private static final int MAX_CERTIFICATE_BYTES = 8 * 1024;

    private EnrolmentMessages() {}

    static EnrolRequest toMessage(EnrolmentRequest request) {
        return EnrolRequest.newBuilder()
                .setInviteId(request.invite().text())
                .setTlsRequest(ByteString.copyFrom(request.tlsRequest()))
                .setSigningRequest(ByteString.copyFrom(request.signingRequest()))
                .setProof(ByteString.copyFrom(request.proof()))
                .build();
    }

    /// Reads a newcomer's message.
    ///
    /// @throws io.grpc.StatusRuntimeException with a code, when it is out of bounds
    public static EnrolmentRequest fromMessage(EnrolRequest message) {
        if (message.getTlsRequest().size() > CertificateRequest.MAX_BYTES
                || message.getSigningRequest().size() > CertificateRequest.MAX_BYTES) {
            throw ErrorTrailers.exception(ErrorCode.TOO_LARGE);
        }
        if (message.getProof().size() != PROOF_BYTES) {
            throw ErrorTrailers.exception(ErrorCode.REQUEST_INVALID);
        }
        return new EnrolmentRequest(
                invite(message),
                message.getTlsRequest().toByteArray(),
                message.getSigningRequest().toByteArray(),
                message.getProof().toByteArray());
    }

    private static InviteId invite(EnrolRequest message) {
        try {
            return new InviteId(message.getInviteId());
        } catch (IllegalArgumentException e) {
            // What cannot be an identifier is the identifier of no invite.
            throw ErrorTrailers.exception(ErrorCode.INVITE_UNKNOWN);
        }
    }

    /// Writes a granted answer.
    public static EnrolReply toMessage(EnrolmentAnswer.Granted granted) {
        EnrolReply.Builder reply = EnrolReply.newBuilder();
        KeyFiles.der(granted.tlsChain()).forEach(der -> reply.addTlsChain(ByteString.copyFrom(der)));
        KeyFiles.der(granted.signingChain()).forEach(der -> reply.addSigningChain(ByteString.copyFrom(der)));
        return reply.build();
    }

    /// Reads the coordinator's answer; who the certificates speak for is still to be verified.
    ///
    /// @throws IdentityException when they are no certificates
    static EnrolmentAnswer.Granted fromMessage(EnrolReply reply) {
        return new EnrolmentAnswer.Granted(chain(reply.getTlsChainList()), chain(reply.getSigningChainList()));
    }

    private static List<X509Certificate> chain(List<ByteString> ders) {
        if (ders.isEmpty()
                || ders.size() > MAX_CHAIN
                || ders.stream().anyMatch(der -> der.size() > MAX_CERTIFICATE_BYTES)) {
            throw new IdentityException(
                    IdentityException.Problem.MALFORMED, "the coordinator's answer holds no certificate chain");
        }
        return KeyFiles.certificates(ders.stream().map(ByteString::toByteArray).toList());
    }
}
