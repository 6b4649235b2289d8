package org.isopleth.connector.work;

import org.isopleth.canonical.Digest;
import org.isopleth.connector.gate.ReleasedBytes;

/// Bulk to and from the coordinator. Thread-safe.
public interface Transfers {

    /// Sends what the gate released, from where an earlier attempt stopped; returns when the coordinator
    /// has verified and stored all of it.
    ///
    /// @throws TransferException when that did not happen
    void upload(ReleasedBytes bytes) throws InterruptedException;

    /// Fetches the state of a round, from where an earlier attempt stopped, and verifies its digest.
    ///
    /// @throws TransferException when that did not happen
    byte[] download(Digest state) throws InterruptedException;
}
