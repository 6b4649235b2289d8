package org.isopleth.coordinator.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.exchange.Message;
import org.isopleth.progress.StudyState;
import org.isopleth.site.SiteId;
import org.isopleth.study.Study;
import org.junit.jupiter.api.Test;

/// A study that has ended is at rest: it costs neither memory nor time at a start, and is there for whoever asks.
class StudiesAtRestTest extends ConductorHarness {
    private static final int MANY = KnownStudies.RECENT + 4;

    /// Who does not hear that a study has ended.
    private final Set<SiteId> away = new HashSet<>();

    @Override
    boolean isAway(SiteId site, Message.ToSite message) {
        return message instanceof Message.Ended && away.contains(site);
    }

    private static Study numbered(int number) {
        return study("Line " + number, SLOPE);
    }

    private void conduct(Study study) {
        register(study);
        talk(new Random(1), Set.of(), 0);
    }

    private int openStudies() {
        return conductor.openSummaries().size();
    }

    private int broughtBack() {
        return store.streamsWithoutDocument("study/", "ended-study", "", 256).size();
    }

    @Test
    void however_many_studies_ended_a_start_brings_back_only_those_that_go_on() {
        List<byte[]> results = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            conduct(numbered(i));
            results.add(blobs.read(ended(numbered(i)).result(), 0, 1 << 20));
        }
        register(study("One that waits for its sites", SLOPE));
        assertEquals(1, openStudies());
        assertEquals(1, broughtBack());

        restart();

        assertEquals(1, openStudies());
        assertEquals(1, broughtBack());
        for (int i = 0; i < MANY; i++) {
            StudyState.Ended ended = ended(numbered(i));
            assertEquals(Set.copyOf(SITES), ended.ledgerHeads().keySet());
            assertArrayEquals(results.get(i), blobs.read(ended.result(), 0, 1 << 20));
        }
        assertEquals(1, openStudies());
    }

    @Test
    void a_list_has_those_that_ended_and_those_that_go_on_in_the_order_of_their_digests() {
        conduct(numbered(1));
        conduct(numbered(2));
        register(numbered(3));
        restart();
        List<Json.Obj> list = conductor.summaries();
        assertEquals(
                IntStream.rangeClosed(1, 3)
                        .mapToObj(i -> numbered(i).digest().hex())
                        .sorted()
                        .toList(),
                list.stream().map(study -> study.text("study")).toList());
        for (Json.Obj study : list) {
            assertEquals(study.text("title").equals("Line 3") ? "awaiting-permits" : "completed", study.text("state"));
        }
    }

    @Test
    void registering_again_what_has_ended_changes_nothing_after_a_restart() {
        conduct(numbered(1));
        restart();
        long events = store.lastSequence("study/" + numbered(1).digest().hex());
        register(numbered(1));
        assertEquals(events, store.lastSequence("study/" + numbered(1).digest().hex()));
        assertEquals(0, openStudies());
    }

    @Test
    void a_site_that_reports_the_head_of_its_ledger_days_later_is_heard() {
        away.add(SITES.getFirst());
        Study study = numbered(1);
        conduct(study);
        SiteId late = SITES.getFirst();
        assertEquals(3, ended(study).ledgerHeads().size());
        restart();
        Digest digest = study.digest();
        long sequence = store.receivedUpTo(late.name());
        conductor.receive(late, sequence + 1, new Message.LedgerHead(digest, "late head"));
        assertEquals("late head", ended(study).ledgerHeads().get(late));
        restart();
        assertEquals("late head", ended(study).ledgerHeads().get(late));
    }

    @Test
    void what_a_study_at_rest_keeps_is_not_deleted_with_another_that_has_the_same_documents() {
        conduct(numbered(1));
        restart();
        Set<Digest> kept = new HashSet<>();
        store.documents("kept-document", "", 256).forEach(document -> kept.add(new Digest(document.key())));
        assertTrue(kept.contains(ended(numbered(1)).result()));
        assertTrue(kept.stream().allMatch(blobs::has));
        conduct(numbered(2));
        now = now.plus(Duration.ofDays(3));
        conductor.tick();
        assertTrue(kept.stream().allMatch(blobs::has));
        assertNothingOfSingleSitesIsKept();
    }

    @Test
    void a_study_of_an_earlier_release_is_put_to_rest_at_the_first_start() {
        conduct(numbered(1));
        close();
        open();
        String hex = numbered(1).digest().hex();
        store.write(store.lead("earlier"), transaction -> transaction.deleteDocument("ended-study", hex));
        assertEquals(1, broughtBack());
        restart();
        assertEquals(0, broughtBack());
        assertEquals(0, openStudies());
        assertInstanceOf(
                StudyState.Ended.class, conductor.state(numbered(1).digest()).orElseThrow());
    }

    @Test
    void a_program_that_starts_again_after_every_message_puts_every_study_to_rest() {
        for (int i = 0; i < 3; i++) {
            register(numbered(i));
        }
        talk(new Random(1), Set.of(), 1);
        assertEquals(0, openStudies());
        assertEquals(0, broughtBack());
    }
}
