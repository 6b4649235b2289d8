package org.isopleth.masking;

import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;

/// What travels in a masked round. Immutable, thread-safe; [MaskingMessageJson] reads it back.
public sealed interface MaskingMessage permits SiteMessage, CoordinatorMessage {

    /// The step it belongs to.
    Step step();

    /// The JSON form.
    Json.Obj json();

    /// The canonical bytes of the JSON form.
    default byte[] canonical() {
        return CanonicalJson.bytes(json());
    }

    /// What its signature covers: the digest of the canonical form, unless the message says otherwise.
    default Digest payload() {
        return Digest.of(canonical());
    }
}
