package org.isopleth.coordinator.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.progress.StudyState;
import org.isopleth.store.StoredEvent;

/// When a study ran, and the heads of the ledgers that recorded it: everything about a result that is
/// not the same when the study runs again. Thread-safe.
public final class Provenance {
    private static final String COORDINATOR = "coordinator";

    private final Conductor conductor;
    private final Supplier<String> ownHead;

    /// @param ownHead the coordinator's latest signed checkpoint
    public Provenance(Conductor conductor, Supplier<String> ownHead) {
        this.conductor = conductor;
        this.ownHead = ownHead;
    }

    /// The document, as canonical JSON.
    public byte[] of(Digest study, StudyState.Ended ended) {
        List<Json> ledgers = new ArrayList<>();
        ledgers.add(head(COORDINATOR, ownHead.get()));
        new TreeMap<>(ended.ledgerHeads()).forEach((site, checkpoint) -> ledgers.add(head(site.name(), checkpoint)));
        Json.Builder out = Json.object().with("provenance", 1).with("study", study.hex());
        List<StoredEvent> first = conductor.events(study, 1);
        out.with("registeredAt", first.getFirst().recordedAt().toString());
        endedAt(study).ifPresent(at -> out.with("endedAt", at));
        return CanonicalJson.bytes(out.with("ledgers", ledgers).build());
    }

    private static Json head(String owner, String checkpoint) {
        return Json.object().with("owner", owner).with("checkpoint", checkpoint).build();
    }

    private Optional<String> endedAt(Digest study) {
        long next = 1;
        while (true) {
            List<StoredEvent> page = conductor.events(study, next);
            if (page.isEmpty()) {
                return Optional.empty();
            }
            for (StoredEvent stored : page) {
                if (stored.event().kind().equals("study-ended")) {
                    return Optional.of(stored.recordedAt().toString());
                }
            }
            next = page.getLast().sequence() + 1;
        }
    }
}
