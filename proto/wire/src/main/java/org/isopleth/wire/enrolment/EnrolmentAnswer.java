package org.isopleth.wire.enrolment;

import java.security.cert.X509Certificate;
import java.util.List;
import org.isopleth.exchange.ErrorCode;

/// What the coordinator answers to an [EnrolmentRequest]. Immutable, thread-safe.
public sealed interface EnrolmentAnswer {

    /// Both chains, leaf first, root last.
    record Granted(List<X509Certificate> tlsChain, List<X509Certificate> signingChain) implements EnrolmentAnswer {
        public Granted {
            tlsChain = List.copyOf(tlsChain);
            signingChain = List.copyOf(signingChain);
        }
    }

    /// Nothing was certified.
    record Refused(ErrorCode code) implements EnrolmentAnswer {}
}
