package org.isopleth.connector.grpc;

import java.util.List;
import org.isopleth.canonical.Bytes;
import org.isopleth.exchange.Arrival;
import org.isopleth.exchange.Greeting;

/// The stored messages of both directions, as the control stream needs them. Thread-safe.
///
/// Every method throws [CorrespondenceAwayException] when what is stored cannot be reached now.
public interface Correspondence {

    /// A message that waits to be sent.
    ///
    /// @param sequence its number, from 1
    /// @param kind its kind and version
    /// @param body its canonical JSON
    record Letter(long sequence, String kind, Bytes body) {}

    /// The number of the last message received whose effect is stored.
    long receivedUpTo();

    /// Takes in a message; when this returns, its effect is stored.
    ///
    /// @return [Arrival#GAP] when one before it is missing
    Arrival receive(long sequence, String kind, byte[] body);

    /// What the coordinator's greeting says about its memory and ours.
    ///
    /// @param received the number up to which it says it has received
    Greeting greeting(long received);

    /// Forgets messages that the other side has stored.
    ///
    /// @return false when there never was a message of this number
    boolean acknowledged(long upTo);

    /// Messages after number `after`, at most `limit`, in order.
    List<Letter> pending(long after, int limit);
}
