package org.isopleth.connector.study;

import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;

/// A contribution that the gate let out. Immutable, thread-safe.
///
/// @param contribution digest of its bytes
/// @param size in bytes
/// @param joint whether it holds a sum over several columns together, which counts towards the planned
///     rounds
public record Release(Digest contribution, long size, boolean joint) {

    Json.Obj json() {
        return Json.object()
                .with("contribution", contribution.hex())
                .with("size", size)
                .with("joint", joint)
                .build();
    }

    static Release read(Json.Obj in) {
        return new Release(new Digest(in.text("contribution")), in.integer("size"), in.flag("joint"));
    }
}
