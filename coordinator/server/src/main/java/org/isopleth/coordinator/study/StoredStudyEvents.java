package org.isopleth.coordinator.study;

import org.isopleth.canonical.CanonicalJson;
import org.isopleth.progress.StudyEvent;
import org.isopleth.progress.StudyEventJson;
import org.isopleth.store.Body;
import org.isopleth.store.Event;
import org.isopleth.store.StoredEvent;

/// Events of studies as the store keeps them. Stateless, thread-safe.
final class StoredStudyEvents {
    private StoredStudyEvents() {}

    static Event write(StudyEvent event) {
        return new Event(
                StudyEventJson.kind(event),
                StudyEventJson.VERSION,
                Body.of(CanonicalJson.bytes(StudyEventJson.write(event))));
    }

    static StudyEvent read(StoredEvent stored) {
        return StudyEventJson.read(
                stored.event().kind(),
                stored.event().version(),
                CanonicalJson.parse(stored.event().body().bytes()).asObject());
    }
}
