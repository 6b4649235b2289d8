package org.isopleth.connector.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.secret.SiteSecret;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.store.Leadership;
import org.isopleth.store.Store;
import org.isopleth.store.StoreLocation;
import org.isopleth.store.StoreOwner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A study that is over costs a connector neither memory nor time at a start, and is not forgotten.
class ClosedStudiesTest {
    private static final int MANY = 50;
    private static final Instant NOW = Instant.parse("2026-11-02T12:00:00Z");
    private static final StudyOffer OFFER = SiteStudyTest.offer();

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private Store store;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private Leadership leadership;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private SiteStudies studies;

    @BeforeEach
    void open() {
        store = Store.open(
                new StoreLocation.Folder(folder.resolve("state")),
                new StoreOwner("connector", "test"),
                InstantSource.fixed(NOW));
        leadership = store.lead("test");
        SecureRandom random = new SecureRandom();
        studies = new SiteStudies(
                store, leadership, new MaskingVault(SiteSecret.openOrCreate(folder.resolve("secret"), random), random));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void restart() {
        close();
        open();
    }

    private static Digest study(int number) {
        return Digest.of("study " + number);
    }

    private void commit(Digest study, SiteStudyEvent... events) {
        studies.commit(new SiteStudies.Change(study, List.of(events), _ -> {}));
    }

    /// From the offer to the head of the ledger; nobody decided in time.
    private void conduct(Digest study, String outcome) {
        commit(study, new SiteStudyEvent.StudyOffered(OFFER, NOW));
        commit(study, new SiteStudyEvent.StudyEnded(outcome));
        commit(study, new SiteStudyEvent.HeadReported());
    }

    private int broughtBack() {
        return ClosedStudies.others(store, "study/", "").size();
    }

    @Test
    void however_many_studies_are_closed_a_start_brings_back_only_those_that_are_not() {
        for (int i = 0; i < MANY; i++) {
            conduct(study(i), "completed");
        }
        commit(study(MANY), new SiteStudyEvent.StudyOffered(OFFER, NOW));
        assertEquals(Set.of(study(MANY)), studies.open().keySet());

        restart();

        assertEquals(1, broughtBack());
        assertEquals(Set.of(study(MANY)), studies.open().keySet());
        for (int i = 0; i < MANY; i++) {
            assertInstanceOf(SiteStudy.Closed.class, studies.state(study(i)));
        }
        assertEquals(Set.of(study(MANY)), studies.open().keySet());
        assertInstanceOf(SiteStudy.Unknown.class, studies.state(study(MANY + 1)));
    }

    @Test
    void the_latest_are_shown_in_the_order_they_were_closed_and_the_others_are_counted() {
        for (int i = 0; i < MANY; i++) {
            conduct(study(i), "outcome " + i);
        }
        ClosedStudies before = studies.closed();
        assertEquals(MANY, before.count());
        assertEquals(
                IntStream.range(MANY - ClosedStudies.SHOWN, MANY)
                        .mapToObj(i ->
                                new ClosedStudies.Last(study(i), OFFER.study().title(), "outcome " + i))
                        .toList(),
                before.latest());
        restart();
        assertEquals(before, studies.closed());
    }

    @Test
    void a_message_about_a_closed_study_finds_it_closed_and_opens_it_never_again() {
        conduct(study(1), "completed");
        restart();
        boolean fresh = studies.receive(1, study(1), state -> {
            assertInstanceOf(SiteStudy.Closed.class, state);
            return new SiteStudies.Change(study(1), List.of(), _ -> {});
        });
        assertTrue(fresh);
        assertEquals(Map.of(), studies.open());
        assertEquals(1, studies.closed().count());
        assertFalse(studies.receive(1, study(1), _ -> new SiteStudies.Change(study(1), List.of(), _ -> {})));
    }

    @Test
    void what_an_earlier_release_closed_is_marked_at_the_first_start() {
        conduct(study(1), "completed");
        store.write(leadership, transaction -> transaction.deleteDocument("closed-study", study(1).hex()));
        assertEquals(1, broughtBack());
        restart();
        assertEquals(Map.of(), studies.open());
        assertEquals(0, broughtBack());
        assertInstanceOf(SiteStudy.Closed.class, studies.state(study(1)));
    }
}
