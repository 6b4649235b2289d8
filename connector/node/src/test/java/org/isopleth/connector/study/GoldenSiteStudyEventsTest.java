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
import org.isopleth.site.SiteId;
import org.isopleth.study.Passport;
import org.isopleth.study.Readiness;
import org.junit.jupiter.api.Test;

/// The events that release 0.1.0 stored at a site can be read for ever: `golden/events/1` holds one study with an
/// event of every kind but those of masked rounds, which `golden/events/1-masked` holds; neither is ever written
/// again. A new version of a stored form gets a folder of its own; these must go on passing.
class GoldenSiteStudyEventsTest {
    /// SHA-256 of the canonical bytes of the study in the file.
    private static final Digest STUDY = new Digest("a7dfee80ee2bee419d79d21550ea4a6923ad81d0e45a4f484bfaccdb8f715d25");

    private static final String MASKED = "1-masked/study.jsonl";

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
        return lines("1/study.jsonl");
    }

    private static List<String> lines(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                GoldenSiteStudyEventsTest.class.getResourceAsStream("golden/events/" + file), "the stored events")) {
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
    void every_kind_of_event_is_in_the_files() throws IOException {
        Set<String> found = new TreeSet<>();
        List<Stored> both = new ArrayList<>(stored());
        both.addAll(stored(lines(MASKED)));
        for (Stored stored : both) {
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
    void every_event_of_masked_rounds_is_written_again_as_the_bytes_it_was_read_from() throws IOException {
        assertEquals(
                lines(MASKED),
                stored(lines(MASKED)).stream()
                        .map(stored -> line(stored.event()))
                        .toList());
    }

    @Test
    void what_happened_in_masked_rounds_is_known_when_its_secrets_are_gone() throws IOException {
        SiteStudy state = SiteStudy.replay(
                stored().subList(0, 4).stream().map(Stored::event).toList());
        for (Stored stored : stored(lines(MASKED)).subList(0, 4)) {
            state = SiteStudy.step(state, stored.event());
        }
        Rounds rounds = state.asked();
        assertEquals(Optional.empty(), rounds.open());
        assertEquals(Optional.empty(), rounds.masked());
        Set<SiteId> sites = Set.of(new SiteId("aurora"), new SiteId("borealis"), new SiteId("cygnus"));
        assertEquals(Map.of(0, new Rounds.Totals(Digest.of("sum"), sites)), rounds.totals());
        assertEquals(sites, rounds.history().opened().getFirst().survivors());
    }

    @Test
    void a_readiness_with_a_passport_is_written_again_as_it_was_read() throws IOException {
        List<String> lines = lines("1/measured.jsonl");
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
