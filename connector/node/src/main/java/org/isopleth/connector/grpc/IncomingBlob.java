package org.isopleth.connector.grpc;

import java.nio.ByteBuffer;
import org.isopleth.canonical.Digest;

/// Bytes that are being fetched. For one thread at a time.
public interface IncomingBlob {

    /// SHA-256 of all bytes, as announced.
    Digest digest();

    /// How many have come so far: where to go on.
    long offset();

    /// Takes a piece.
    ///
    /// @param size how many bytes there will be in all; the same with every piece
    /// @param start where the piece begins
    /// @param piece valid during the call only
    void append(long size, long start, ByteBuffer piece);
}
