package org.isopleth.coordinator.grpc;

import io.grpc.stub.StreamObserver;
import org.isopleth.wire.ErrorTrailers;
import org.isopleth.wire.enrolment.EnrolmentAnswer;
import org.isopleth.wire.enrolment.EnrolmentMessages;
import org.isopleth.wire.enrolment.EnrolmentRequest;
import org.isopleth.wire.v1.EnrolReply;
import org.isopleth.wire.v1.EnrolRequest;
import org.isopleth.wire.v1.EnrolmentGrpc;

/// The one service that answers without a client certificate. Thread-safe.
public final class EnrolmentEndpoint extends EnrolmentGrpc.EnrolmentImplBase {

    /// Who decides.
    @FunctionalInterface
    public interface Desk {
        EnrolmentAnswer answer(EnrolmentRequest request);
    }

    private final Desk desk;

    public EnrolmentEndpoint(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void enrol(EnrolRequest message, StreamObserver<EnrolReply> reply) {
        switch (desk.answer(EnrolmentMessages.fromMessage(message))) {
            case EnrolmentAnswer.Granted granted -> {
                reply.onNext(EnrolmentMessages.toMessage(granted));
                reply.onCompleted();
            }
            case EnrolmentAnswer.Refused(var code) -> reply.onError(ErrorTrailers.exception(code));
        }
    }
}
