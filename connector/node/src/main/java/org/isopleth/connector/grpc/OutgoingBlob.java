package org.isopleth.connector.grpc;

import org.isopleth.canonical.Digest;

/// Bytes that may be sent. Thread-safe.
public interface OutgoingBlob {

    /// SHA-256 of all bytes.
    Digest digest();

    /// How many there are.
    long size();

    /// The bytes from `offset` on, at most `length` of them.
    byte[] read(long offset, int length);
}
