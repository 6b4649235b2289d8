package org.isopleth.radiomics;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/// Keeps the process small without a limit that a large image could run into. Stateless, thread-safe.
///
/// The serial collector lets the heap grow, up to a quarter of the machine's memory, before it looks for arrays that
/// nobody needs any more. A measurement knows better: between two families of features nearly all of the last one's
/// arrays are garbage, and what lives is a few large arrays, which are cheap to keep.
public final class Garbage {
    /// Less than this is not worth a collection.
    private static final long LEAST = 12L << 20;

    private Garbage() {}

    /// Collects when there may be half as much garbage as there was use after the last collection, so that the work of
    /// collecting stays in proportion with that of allocating, whatever the size of the images.
    ///
    /// Never while the space in which arrays begin could hold that garbage: a process that measures many cases has
    /// a large one. It empties in a fraction of the time for which a collection of everything stops all threads.
    public static void collectIfMuch() {
        long kept = 0;
        long used = 0;
        long eden = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                MemoryUsage afterCollection = pool.getCollectionUsage();
                kept += afterCollection == null ? 0 : afterCollection.getUsed();
                used += pool.getUsage().getUsed();
                eden += pool.getName().contains("Eden") ? pool.getUsage().getCommitted() : 0;
            }
        }
        if (isMuch(used, kept, eden)) {
            System.gc();
        }
    }

    /// @param used bytes of the heap that are in use, garbage included
    /// @param kept bytes that were in use after the last collection
    /// @param eden bytes of the space in which arrays begin
    static boolean isMuch(long used, long kept, long eden) {
        return used - kept > Math.max(Math.max(LEAST, kept / 2), eden);
    }
}
