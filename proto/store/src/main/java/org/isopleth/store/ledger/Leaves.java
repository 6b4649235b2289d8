package org.isopleth.store.ledger;

import java.util.List;

/// The leaves of one ledger in order, wherever they are durable. They are only ever appended to.
public interface Leaves {

    /// How many there are.
    long size();

    /// The canonical bytes of the leaves `from` up to, but not including, `to`.
    ///
    /// @return exactly `to - from` leaves
    List<byte[]> range(long from, long to);
}
