package org.isopleth.connector.gate;

import org.isopleth.connector.study.Release;
import org.isopleth.store.blob.BlobFolder;

/// Breaks `only_the_gate_speaks_to_the_outside` on purpose: it lets bytes out itself. In the gate's
/// package, because only classes there could.
public final class ReleasesBesideTheGate {
    private ReleasesBesideTheGate() {}

    /// What no class but the gate may do.
    public static ReleasedBytes release(BlobFolder blobs, Release release) {
        return new ReleasedBytes(blobs, release);
    }
}
