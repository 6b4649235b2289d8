package org.isopleth.coordinator.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;

/// The studies of a coordinator: those that go on are in memory, those that have ended are at rest in the store and
/// come back from there when somebody asks. So neither memory nor a start grows with the studies that ever ended.
/// Not thread-safe.
final class KnownStudies {
    /// How many studies at rest stay in memory: the sites report the heads of their ledgers soon after a study's end.
    static final int RECENT = 8;

    private final StudyLog log;
    private final Map<Digest, RunningStudy> open = new TreeMap<>();
    private final Recent recent = new Recent();

    /// The studies at rest that were asked for last.
    private static final class Recent extends LinkedHashMap<Digest, RunningStudy> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(2 * RECENT, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, RunningStudy> eldest) {
            return size() > RECENT;
        }
    }

    KnownStudies(StudyLog log) {
        this.log = log;
    }

    /// Brings back every study that is not at rest.
    void replay() {
        log.replay(this::add);
    }

    /// A new study.
    void add(RunningStudy running) {
        open.put(running.plan().digest(), running);
    }

    /// The studies that are not at rest, in the order of their digests.
    List<RunningStudy> open() {
        return List.copyOf(open.values());
    }

    /// A study, wherever it is.
    Optional<RunningStudy> find(Digest study) {
        Optional<RunningStudy> inMemory = inMemory(study);
        if (inMemory.isPresent()) {
            return inMemory;
        }
        Optional<RunningStudy> stored = log.find(study);
        stored.ifPresent(found -> recent.put(study, found));
        return stored;
    }

    /// A study that goes on, or was asked for lately.
    Optional<RunningStudy> inMemory(Digest study) {
        return Optional.ofNullable(open.get(study)).or(() -> Optional.ofNullable(recent.get(study)));
    }

    /// How many events a study has; 0 when it is not known.
    long events(Digest study) {
        return inMemory(study).map(RunningStudy::sequence).orElseGet(() -> log.lastSequence(study));
    }

    /// Puts a study to rest that has ended and whose useless documents are deleted; after that its end is no more
    /// than something to be looked up.
    void restIfEnded(RunningStudy running) {
        Digest study = running.plan().digest();
        if (running.hasEnded() && open.containsKey(study)) {
            log.rest(running);
            open.remove(study);
            recent.put(study, running);
        }
    }

    /// Whether some study needs a document.
    boolean need(Digest document) {
        return open.values().stream().anyMatch(running -> running.needs(document)) || log.isKept(document);
    }

    /// What a list says of every study that is not at rest, by digest.
    SortedMap<String, Json.Obj> openSummaries() {
        SortedMap<String, Json.Obj> summaries = new TreeMap<>();
        open.forEach((study, running) -> summaries.put(
                study.hex(), StudyProgressJson.summary(running.plan().offer(), running.state())));
        return summaries;
    }
}
