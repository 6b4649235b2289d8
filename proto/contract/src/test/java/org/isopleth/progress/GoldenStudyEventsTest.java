package org.isopleth.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.CohortSize;
import org.isopleth.site.SiteId;
import org.isopleth.study.Passport;
import org.isopleth.study.Permit;
import org.isopleth.study.Readiness;
import org.isopleth.study.ReleaseLevel;
import org.junit.jupiter.api.Test;

/// The events that release 0.1.0 stored at the coordinator can be read for ever: `golden/events/1` holds
/// one study with an event of every kind but those of masked rounds, `golden/events/1-masked` one with masked rounds;
/// neither is ever written again. A new version of a stored form gets a folder of its own; these must go on passing.
class GoldenStudyEventsTest {
    private static final String MASKED = "1-masked/study.jsonl";
    private static final SiteId EAST = new SiteId("east");
    private static final SiteId NORTH = new SiteId("north");
    private static final SiteId SOUTH = new SiteId("south");
    private static final SiteId WEST = new SiteId("west");

    /// The states the study went through, a line for each event.
    private static final List<String> STATES = List.of(
            "AwaitingPermits",
            "AwaitingPermits",
            "AwaitingPermits",
            "AwaitingPermits",
            "AwaitingPermits",
            "AwaitingReadiness",
            "AwaitingReadiness",
            "AwaitingReadiness",
            "InAnalysis",
            "InRound",
            "InRound",
            "InRound",
            "InAnalysis",
            "InRound",
            "InRound",
            "InAnalysis",
            "BetweenAnalyses",
            "Ended",
            "Ended");

    /// A stored event: what it was stored as, and its line.
    private record Stored(String kind, int version, Json.Obj body) {
        StudyEvent event() {
            return StudyEventJson.read(kind, version, body);
        }
    }

    private static List<Stored> stored() throws IOException {
        return stored(lines());
    }

    private static List<Stored> stored(List<String> lines) {
        List<Stored> stored = new ArrayList<>();
        for (String line : lines) {
            Json.Obj in = CanonicalJson.parseCanonical(line.getBytes(StandardCharsets.UTF_8))
                    .asObject();
            stored.add(new Stored(in.text("kind"), in.count("version"), in.object("body")));
        }
        return stored;
    }

    /// The study whose sums are masked.
    static List<StudyEvent> masked() throws IOException {
        return stored(lines(MASKED)).stream().map(Stored::event).toList();
    }

    private static List<String> lines() throws IOException {
        return lines("1/study.jsonl");
    }

    private static List<String> lines(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                GoldenStudyEventsTest.class.getResourceAsStream("golden/events/" + file), "the stored events")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static String line(StudyEvent event) {
        return CanonicalJson.text(Json.object()
                .with("body", StudyEventJson.write(event))
                .with("kind", StudyEventJson.kind(event))
                .with("version", 1)
                .build());
    }

    @Test
    void every_kind_of_event_is_in_the_files() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Stored stored : stored()) {
            found.add(stored.event().getClass().getSimpleName());
        }
        masked().forEach(event -> found.add(event.getClass().getSimpleName()));
        Set<String> all = new TreeSet<>();
        for (Class<?> kind : StudyEvent.class.getPermittedSubclasses()) {
            all.add(kind.getSimpleName());
        }
        assertEquals(all, found);
    }

    @Test
    void every_event_is_written_again_as_the_bytes_it_was_read_from() throws IOException {
        List<String> again = new ArrayList<>();
        for (Stored stored : stored()) {
            again.add(line(stored.event()));
        }
        assertEquals(lines(), again);
    }

    @Test
    void every_event_of_masked_rounds_is_written_again_as_the_bytes_it_was_read_from() throws IOException {
        assertEquals(
                lines(MASKED),
                masked().stream().map(GoldenStudyEventsTest::line).toList());
    }

    @Test
    void a_readiness_with_a_passport_is_written_again_as_it_was_read() throws IOException {
        List<String> lines = lines("1/measured.jsonl");
        List<StudyEvent> events = stored(lines).stream().map(Stored::event).toList();
        assertEquals(lines, events.stream().map(GoldenStudyEventsTest::line).toList());
        Passport passport = new Passport("isopleth-radiomics 0.1.0", 482, 482, Digest.of("values"));
        assertEquals(
                List.of(
                        new StudyEvent.ReadinessReceived(
                                NORTH, new Readiness(CohortSize.FROM_50, List.of(), Optional.of(passport))),
                        new StudyEvent.ReadinessReceived(
                                SOUTH,
                                new Readiness(
                                        CohortSize.FROM_10,
                                        List.of(
                                                new Readiness.Finding(Readiness.Cause.IMAGES, "survival", ""),
                                                new Readiness.Finding(Readiness.Cause.PASSPORT, "response", ""))))),
                events);
    }

    @Test
    void the_events_replay_to_the_state_they_led_to() throws IOException {
        List<String> states = new ArrayList<>();
        StudyState state = new StudyState.Unknown();
        for (Stored stored : stored()) {
            state = StudyState.step(state, stored.event());
            states.add(state.getClass().getSimpleName());
        }
        assertEquals(STATES, states);
        StudyCourse course = new StudyCourse(
                Json.object().with("study", "an offer is kept as it came").build(),
                Map.of(
                        EAST, new Permit.Decision.Refused(Permit.RefusalReason.PERSON),
                        NORTH, new Permit.Decision.Granted(ReleaseLevel.SITE_LEVEL),
                        SOUTH, new Permit.Decision.Granted(ReleaseLevel.SITE_LEVEL),
                        WEST, new Permit.Decision.Refused(Permit.RefusalReason.INVALID)),
                Map.of(
                        NORTH, new Readiness(CohortSize.FROM_50, List.of()),
                        SOUTH,
                                new Readiness(
                                        CohortSize.FROM_10,
                                        List.of(new Readiness.Finding(Readiness.Cause.RULE, "survival", "counting")))),
                Map.of(0, Map.of(SOUTH, "rules")),
                List.of(Digest.of("outcome")));
        assertEquals(
                new StudyState.Ended(course, "completed", Digest.of("result"), Map.of(NORTH, "head of north\n")),
                state);
    }
}
