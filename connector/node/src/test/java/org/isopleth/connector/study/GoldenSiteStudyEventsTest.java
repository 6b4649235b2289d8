package org.isopleth.connector.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.isopleth.round.RoundId;
import org.isopleth.study.Passport;
import org.isopleth.study.Readiness;
import org.junit.jupiter.api.Test;

/// The events that release 0.1.0 stored at a site can be read for ever: `golden/events/1` holds
/// one study with an event of every kind, and is never written again. A new version of a stored form
/// gets a folder of its own; this one must go on passing.
class GoldenSiteStudyEventsTest {
    /// SHA-256 of the canonical bytes of the study in the file.
    private static final Digest STUDY = new Digest("a7dfee80ee2bee419d79d21550ea4a6923ad81d0e45a4f484bfaccdb8f715d25");

    /// The states the study went through, a line for each event.
    private static final List<String> STATES = List.of(
            "Offered",
            "Permitted",
            "Preparing",
            "Participating",
            "Participating",
            "Participating",
            "Participating",
            "Participating",
            "Participating",
            "Broken",
            "Ended",
            "Ended",
            "Closed");

    /// A stored event: what it was stored as, and its line.
    private record Stored(String kind, int version, Json.Obj body) {
        SiteStudyEvent event() {
            return SiteStudyEventJson.read(kind, version, body);
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

    private static List<String> lines() throws IOException {
        return lines("study.jsonl");
    }

    private static List<String> lines(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                GoldenSiteStudyEventsTest.class.getResourceAsStream("golden/events/1/" + file), "the stored events")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static String line(SiteStudyEvent event) {
        return CanonicalJson.text(Json.object()
                .with("body", SiteStudyEventJson.write(event))
                .with("kind", SiteStudyEventJson.kind(event))
                .with("version", 1)
                .build());
    }

    @Test
    void every_kind_of_event_is_in_the_file() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Stored stored : stored()) {
            found.add(stored.event().getClass().getSimpleName());
        }
        Set<String> all = new TreeSet<>();
        for (Class<?> kind : SiteStudyEvent.class.getPermittedSubclasses()) {
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
    void a_readiness_with_a_passport_is_written_again_as_it_was_read() throws IOException {
        List<String> lines = lines("measured.jsonl");
        SiteStudyEvent event = stored(lines).getFirst().event();
        assertEquals(lines, List.of(line(event)));
        Passport passport = new Passport("isopleth-radiomics 0.1.0", 482, 482, Digest.of("values"));
        assertEquals(
                new SiteStudyEvent.ReadinessAnswered(
                        new Readiness(CohortSize.FROM_50, List.of(), Optional.of(passport)), Optional.empty()),
                event);
    }

    @Test
    void the_events_replay_to_the_state_they_led_to() throws IOException {
        List<String> states = new ArrayList<>();
        Map<String, SiteStudy> last = new HashMap<>();
        SiteStudy state = new SiteStudy.Unknown();
        for (Stored stored : stored()) {
            state = SiteStudy.step(state, stored.event());
            states.add(state.getClass().getSimpleName());
            last.put(states.getLast(), state);
        }
        assertEquals(STATES, states);
        SiteStudy.Broken broken = assertInstanceOf(SiteStudy.Broken.class, last.get("Broken"));
        assertEquals(SiteStudyEvent.Breach.KEYS_CHANGED, broken.breach());
        assertEquals(
                Optional.of(new FrozenCohort(
                        Digest.of("table"), CohortSize.FROM_50, Instant.parse("2026-12-02T00:00:00Z"))),
                broken.cohort());
        assertEquals(
                Map.of(
                        round(1),
                        new Answer.Sent(Digest.of("state 1"), new Release(Digest.of("contribution"), 592, true)),
                        round(2),
                        new Answer.Withheld(Digest.of("state 2"), "rules", List.of("rows", "level"))),
                broken.rounds().answers());
        SiteStudy.Closed closed = assertInstanceOf(SiteStudy.Closed.class, state);
        assertEquals("too-few-sites", closed.outcome());
        assertEquals(STUDY, closed.offer().digest());
    }

    private static RoundId round(int number) {
        return new RoundId(STUDY, 1, 1, number);
    }
}
