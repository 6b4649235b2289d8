package org.isopleth.coordinator.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.isopleth.analysis.Analyses;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.exchange.Message;
import org.isopleth.progress.StudyState;
import org.isopleth.round.RoundId;
import org.isopleth.site.KeyFingerprint;
import org.isopleth.site.SiteId;
import org.isopleth.store.StoredEvent;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.FeatureRequest;
import org.isopleth.study.Passport;
import org.isopleth.study.Permit;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Tensor;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.WideFormat;
import org.isopleth.tensor.WideTensor;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;
import org.junit.jupiter.api.Test;

/// The coordinator conducts a study over messages in any order, over restarts and over losses, on a real
/// store with real signatures; only the clock is a fake.
class ConductorTest extends ConductorHarness {
    private static final AnalysisPlan SPREAD = new AnalysisPlan(
            new AnalysisId("summary", 1),
            "spread",
            Json.object().with("variables", Json.ofTexts(List.of("x"))).build());
    private static final Study OTHER = study("The same line", SLOPE);

    /// Brings the studies registered to their first round, which every site has been told of and none
    /// has answered.
    private void openRounds() {
        for (int step = 0; step < 2 * registered.size(); step++) {
            SITES.forEach(site -> answer(site, Set.of()));
        }
        registered
                .keySet()
                .forEach(study -> assertInstanceOf(
                        StudyState.InRound.class, conductor.state(study).orElseThrow()));
    }

    /// What a site answers to a round, but one number of it another.
    private void answerWith(SiteId site, Message.RoundOpened opened, String tensor, double value) {
        Contribution part = part(site, opened);
        List<Tensor> tensors = new ArrayList<>();
        for (Tensor honest : part.tensors()) {
            tensors.add(honest.name().equals(tensor) ? allOf(honest, value) : honest);
        }
        byte[] bytes = new Contribution(tensors).bytes();
        send(site, new Message.Contributed(opened.round(), blobs.put(bytes), bytes.length));
    }

    private static Tensor allOf(Tensor like, double value) {
        BigInteger number = ((WideFormat) like.format()).encode(value);
        ByteBuffer bytes = ByteBuffer.allocate(like.length() * WideTensor.BYTES_PER_ELEMENT)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < like.length(); i++) {
            bytes.putLong(number.longValue()).putLong(number.shiftRight(64).longValue());
        }
        return Tensor.read(
                new TensorDeclaration(like.name(), like.shape(), TensorDeclaration.Disclosure.MARGINAL, 1, 1),
                bytes.array());
    }

    @Test
    void the_result_has_the_same_bytes_in_any_order_of_arrival_and_over_any_restart() {
        conductor.register(offer());
        talk(new Random(0), Set.of(), 0);
        Digest expected = ended().result();
        assertEquals("completed", ended().outcome());
        assertEquals(4, ended().ledgerHeads().size());
        for (int seed = 1; seed <= 5; seed++) {
            elsewhere();
            conductor.register(offer());
            talk(new Random(seed), Set.of(), seed);
            assertEquals(expected, ended().result(), "seed " + seed);
        }
    }

    @Test
    void contributions_that_come_together_are_added_at_once_and_the_result_is_the_same() throws Exception {
        conductor.register(offer());
        talk(new Random(0), Set.of(), 0);
        Digest expected = ended().result();
        elsewhere();
        register(study());
        openRounds();
        List<Thread> arriving = new ArrayList<>();
        Conductor busy = conductor;
        synchronized (busy) {
            for (SiteId site : SITES) {
                Message.RoundOpened opened = (Message.RoundOpened) next(site);
                Message.Contributed contributed = contribution(site, opened);
                long sequence = sent.merge(site, 1L, Long::sum);
                arriving.add(Thread.ofPlatform().start(() -> conductor.receive(site, sequence, contributed)));
            }
            for (Thread thread : arriving) {
                while (thread.getState() != Thread.State.BLOCKED) {
                    Thread.sleep(1);
                }
            }
        }
        for (Thread thread : arriving) {
            thread.join();
        }
        Set<String> sums = new HashSet<>();
        for (StoredEvent stored : conductor.events(study().digest(), 1)) {
            if (stored.event().kind().equals("contribution-folded")) {
                sums.add(CanonicalJson.parse(stored.event().body().bytes())
                        .asObject()
                        .text("sum"));
            }
        }
        assertEquals(1, sums.size(), "one sum for all four");
        for (SiteId site : SITES) {
            assertEquals(sent.get(site), store.progress(site.name()).received());
        }
        talk(new Random(0), Set.of(), 0);
        assertEquals(expected, ended().result());
        assertNothingOfSingleSitesIsKept();
    }

    @Test
    void registering_again_and_resending_change_nothing() {
        conductor.register(offer());
        talk(new Random(0), Set.of(), 0);
        Digest expected = ended().result();
        conductor.register(offer());
        for (SiteId site : SITES) {
            for (long sequence = 1; sequence <= sent.getOrDefault(site, 0L); sequence++) {
                conductor.receive(site, sequence, granted(site));
            }
        }
        assertEquals(expected, ended().result());
    }

    private Json.Obj site(SiteId site) {
        return results().list("sites").stream()
                .map(Json::asObject)
                .filter(entry -> entry.text("name").equals(site.name()))
                .findFirst()
                .orElseThrow();
    }

    private void assertRejected(Message.Decided decision) {
        assertRejected(decision, "permit-invalid");
    }

    private void assertRejected(Message.Decided decision, String reason) {
        conductor.register(offer());
        SiteId site = SITES.get(1);
        send(site, decision);
        read.put(site, 1L);
        talk(new Random(0), Set.of(), 0);
        assertEquals("completed", ended().outcome(), "the other three suffice");
        assertEquals("refused", site(site).text("permit"));
        assertEquals(reason, site(site).text("reason"));
        assertEquals(
                SITES.stream()
                        .map(SiteId::name)
                        .filter(name -> !name.equals(site.name()))
                        .sorted()
                        .toList(),
                results().list("analyses").getFirst().asObject().get("sites").asTexts());
    }

    @Test
    void a_permit_that_another_key_signed_leaves_its_site_out_in_words() {
        Permit genuine = permit(SITES.get(1), new Permit.Decision.Granted(ReleaseLevel.SITE_LEVEL));
        assertRejected(decided(genuine, SITES.get(2)));
    }

    @Test
    void a_permit_that_pins_other_keys_leaves_its_site_out_in_words() {
        SiteId site = SITES.get(1);
        Permit genuine = permit(site, new Permit.Decision.Granted(ReleaseLevel.SITE_LEVEL));
        Map<SiteId, KeyFingerprint> keys = new TreeMap<>(genuine.partners());
        keys.put(SITES.get(3), new KeyFingerprint(Digest.of("another key")));
        Permit swapped = new Permit(
                genuine.study(),
                site,
                genuine.decision(),
                genuine.coordinator(),
                keys,
                genuine.policy(),
                genuine.decidedAt());
        assertRejected(decided(swapped, site));
    }

    @Test
    void a_permit_that_is_none_leaves_its_site_out_in_words() {
        Permit genuine = permit(SITES.get(1), new Permit.Decision.Granted(ReleaseLevel.SITE_LEVEL));
        assertRejected(new Message.Decided(
                genuine.study(), Json.object().with("permit", 7).build(), new Bytes(new byte[] {1})));
    }

    @Test
    void a_permit_for_another_release_level_leaves_its_site_out_by_that_name() {
        Permit less = permit(SITES.get(1), new Permit.Decision.Granted(ReleaseLevel.SUM_ONLY));
        assertRejected(decided(less, SITES.get(1)), "other-release-level");
    }

    @Test
    void a_site_that_refuses_is_left_out_and_three_suffice() {
        conductor.register(offer());
        SiteId refusing = SITES.get(2);
        Permit no = permit(refusing, new Permit.Decision.Refused(Permit.RefusalReason.PERSON));
        send(refusing, decided(no, refusing));
        read.put(refusing, 1L);
        talk(new Random(0), Set.of(), 0);
        assertEquals(
                List.of("east", "north", "west"),
                results().list("analyses").getFirst().asObject().get("sites").asTexts());
    }

    private static Study measured() {
        FeatureRequest request = new FeatureRequest(
                Json.object().build(),
                FeatureRequest.LARGEST,
                FeatureRequest.BASELINE,
                List.of(new FeatureRequest.Measured("x", "ACUI", Optional.of("3D, averaged"))));
        Study line = study();
        return new Study(
                "A line of contrast",
                line.question(),
                line.purpose(),
                line.sites(),
                List.of(
                        new Variable.Numeric("x", Optional.of(TermId.parse("ro:ACUI")), Unit.ONE, 0, 100),
                        new Variable.Numeric("y", Optional.empty(), Unit.ONE, -1000, 1000)),
                Optional.of(request),
                line.cohort(),
                line.analyses(),
                line.privacy(),
                line.deadlines());
    }

    private static Passport passport(String software) {
        return new Passport(software, 482, 482, Digest.of("values"));
    }

    @Test
    void sites_that_measure_images_alike_complete_and_provenance_names_how() {
        SITES.forEach(site -> passports.put(site, passport("isopleth-radiomics 0.1.0")));
        register(measured());
        talk(new Random(0), Set.of(), 3);
        assertEquals("completed", ended(measured()).outcome());
        assertEquals(
                SITES.stream().map(SiteId::name).toList(),
                provenance(measured()).list("passports").stream()
                        .map(passport -> passport.asObject().text("site"))
                        .toList());
    }

    @Test
    void sites_that_do_not_are_never_mixed_and_the_study_ends_before_its_first_round() {
        SITES.forEach(site -> passports.put(site, passport("isopleth-radiomics 0.1.0")));
        SiteId upgraded = SITES.get(2);
        passports.put(upgraded, passport("isopleth-radiomics 0.2.0"));
        register(measured());
        register(study());
        talk(new Random(0), Set.of(), 3);
        assertEquals("passports-differ", ended(measured()).outcome());
        assertEquals(List.of(), results(measured()).list("analyses"));
        assertTrue(
                conductor.events(measured().digest(), 1).stream()
                        .noneMatch(stored -> stored.event().kind().equals("round-opened")),
                "no round was opened");
        assertEquals(4, ended(measured()).ledgerHeads().size(), "every site was told");
        Json.Obj named = provenance(measured()).list("passports").get(2).asObject();
        assertEquals(upgraded.name(), named.text("site"));
        assertEquals("isopleth-radiomics 0.2.0", named.object("passport").text("software"));
        assertEquals(passport("isopleth-radiomics 0.2.0").digest().hex(), named.text("digest"));
        assertEquals("completed", ended(study()).outcome(), "a study without features goes on");
    }

    private Json.Obj provenance(Study study) {
        byte[] document = new Provenance(conductor, () -> "head").of(study.digest(), ended(study));
        return CanonicalJson.parse(document).asObject();
    }

    @Test
    void a_study_without_features_names_no_passport() {
        register(study());
        talk(new Random(0), Set.of(), 0);
        assertTrue(provenance(study()).find("passports").isEmpty());
    }

    @Test
    void too_few_permits_end_the_study_in_words() {
        conductor.register(offer());
        for (SiteId site : SITES.subList(0, 2)) {
            Permit no = permit(site, new Permit.Decision.Refused(Permit.RefusalReason.PERSON));
            send(site, decided(no, site));
        }
        SITES.subList(2, 4).forEach(site -> send(site, granted(site)));
        assertEquals("too-few-permits", ended().outcome());
    }

    @Test
    void a_silent_site_is_lost_at_the_deadline_and_the_analysis_starts_again_over_the_rest() {
        conductor.register(offer());
        SITES.forEach(site -> {
            answer(site, Set.of());
            answer(site, Set.of());
        });
        SITES.forEach(site -> answer(site, Set.of()));
        SiteId silent = SITES.get(3);
        talk(new Random(0), Set.of(silent), 0);
        assertInstanceOf(
                StudyState.InRound.class, conductor.state(study().digest()).orElseThrow());
        now = now.plus(Duration.ofMinutes(59));
        conductor.tick();
        assertTrue(conductor.state(study().digest()).orElseThrow() instanceof StudyState.InRound);
        now = now.plus(Duration.ofMinutes(2));
        restart();
        talk(new Random(0), Set.of(silent), 0);
        Json.Obj analysis = results().list("analyses").getFirst().asObject();
        assertEquals(List.of("east", "north", "south"), analysis.get("sites").asTexts());
        assertEquals(2, analysis.integer("attempts"));
        // Back after days: its late contribution changes nothing, and it hears how the study ended.
        talk(new Random(0), Set.of(), 0);
        assertEquals(4, ended().ledgerHeads().size());
    }

    /// At `site-level` each analysis has its own sites. Under `sum-only` it waits for the next study: the difference of
    /// two sums would be what it has.
    @Test
    void a_site_that_was_gone_for_an_analysis_takes_part_in_the_next_one() {
        AnalysisPlan second = new AnalysisPlan(SLOPE.id(), "second", SLOPE.options());
        Study two = study("Two lines", new Study.PrivacyTerms(ReleaseLevel.SITE_LEVEL, 3), SLOPE, second);
        register(two);
        openRounds();
        SiteId gone = SITES.get(3);
        talk(new Random(0), Set.of(gone), 0);
        now = now.plus(Duration.ofMinutes(61));
        restart();
        conductor.tick();
        talk(new Random(0), Set.of(gone), 0);
        talk(new Random(0), Set.of(), 0);
        List<Json> analyses = results(two).list("analyses");
        assertEquals(
                List.of("east", "north", "south"),
                analyses.getFirst().asObject().get("sites").asTexts());
        assertEquals(
                List.of("east", "north", "south", "west"),
                analyses.get(1).asObject().get("sites").asTexts());
    }

    @Test
    void bytes_that_are_no_contribution_cost_the_site_its_part_and_nobody_else() {
        conductor.register(offer());
        SiteId bad = SITES.getFirst();
        SITES.forEach(site -> answer(site, Set.of()));
        SITES.forEach(site -> answer(site, Set.of()));
        StudyState.InRound open = assertInstanceOf(
                StudyState.InRound.class, conductor.state(study().digest()).orElseThrow());
        Digest junk = blobs.put(new byte[] {1, 2, 3});
        send(bad, new Message.Contributed(open.round(), junk, 3));
        read.put(bad, 3L);
        talk(new Random(0), Set.of(), 0);
        Json.Obj analysis = results().list("analyses").getFirst().asObject();
        assertEquals(List.of("north", "south", "west"), analysis.get("sites").asTexts());
    }

    @Test
    void a_site_fetches_only_the_state_of_an_open_round_it_is_part_of() {
        conductor.register(offer());
        SITES.forEach(site -> answer(site, Set.of()));
        SITES.forEach(site -> answer(site, Set.of()));
        StudyState.InRound open = assertInstanceOf(
                StudyState.InRound.class, conductor.state(study().digest()).orElseThrow());
        assertTrue(conductor.mayDownload(SITES.getFirst(), open.state()));
        assertTrue(!conductor.mayDownload(new SiteId("stranger"), open.state()));
        assertTrue(!conductor.mayDownload(SITES.getFirst(), Digest.of("something else")));
    }

    @Test
    void more_patients_than_sums_have_room_for_end_the_analysis_in_words_and_no_other_study() {
        register(study());
        openRounds();
        register(OTHER);
        SITES.subList(0, 3).forEach(site -> answer(site, Set.of()));
        answerWith(SITES.get(3), (Message.RoundOpened) next(SITES.get(3)), "patients", 3 << 23);
        restart();
        talk(new Random(0), Set.of(), 0);
        assertEquals("impossible-sums", firstAnalysis(study()).object("problem").text("reason"));
        assertEquals("completed", ended(study()).outcome());
        assertTrue(firstAnalysis(OTHER).find("result").isPresent());
    }

    @Test
    void negative_squares_end_a_summary_in_words() {
        Study summary = study("A spread", SPREAD);
        register(summary);
        openRounds();
        SITES.forEach(site -> answer(site, Set.of()));
        SITES.forEach(site -> answerWith(site, (Message.RoundOpened) next(site), "squares", -1));
        assertEquals("impossible-sums", firstAnalysis(summary).object("problem").text("reason"));
    }

    @Test
    void a_study_that_cannot_go_on_when_a_message_comes_ends_as_failed_and_the_others_go_on() {
        register(study());
        openRounds();
        register(OTHER);
        answer(SITES.get(0), Set.of());
        StudyState.InRound open = assertInstanceOf(
                StudyState.InRound.class, conductor.state(study().digest()).orElseThrow());
        blobs.delete(open.sum().orElseThrow());
        talk(new Random(0), Set.of(), 7);
        assertEquals("failed", ended(study()).outcome());
        assertEquals(4, ended(study()).ledgerHeads().size(), "every site was told");
        assertEquals("completed", ended(OTHER).outcome());
    }

    @Test
    void a_study_that_cannot_go_on_after_a_restart_ends_as_failed_and_the_others_go_on() {
        register(study());
        openRounds();
        register(OTHER);
        SITES.subList(0, 3).forEach(site -> answer(site, Set.of()));
        Message.Contributed last = contribution(SITES.get(3), (Message.RoundOpened) next(SITES.get(3)));
        killedAtNextLook = true;
        assertThrows(Killed.class, () -> send(SITES.get(3), last));
        killedAtNextLook = false;
        StudyState.InRound complete = assertInstanceOf(
                StudyState.InRound.class, conductor.state(study().digest()).orElseThrow());
        blobs.delete(complete.sum().orElseThrow());
        restart();
        talk(new Random(0), Set.of(), 0);
        assertEquals("failed", ended(study()).outcome());
        assertEquals("completed", ended(OTHER).outcome());
    }

    @Test
    void two_studies_with_the_same_contributions_at_once_have_the_results_they_have_alone() {
        register(study());
        talk(new Random(0), Set.of(), 0);
        Json.Obj alone = firstAnalysis(study());
        for (int restartEvery : List.of(0, 5)) {
            elsewhere();
            register(study());
            register(OTHER);
            openRounds();
            // Each site hears of the rounds in the order of the studies' digests, or of their registration.
            List<Message.RoundOpened> rounds = new ArrayList<>();
            for (SiteId site : SITES) {
                rounds.add((Message.RoundOpened) next(site));
                rounds.add((Message.RoundOpened) next(site));
            }
            Digest first = rounds.getFirst().study();
            for (int i = 0; i < rounds.size(); i++) {
                SiteId site = SITES.get(i / 2);
                Message.RoundOpened round = rounds.get(i);
                // The other study holds the first site's part only, as its running sum.
                if (round.study().equals(first) || i / 2 == 0) {
                    send(site, contribution(site, round));
                }
            }
            for (int i = 2; i < rounds.size(); i++) {
                SiteId site = SITES.get(i / 2);
                Message.RoundOpened round = rounds.get(i);
                if (!round.study().equals(first)) {
                    send(site, contribution(site, round));
                }
            }
            talk(new Random(1), Set.of(), restartEvery);
            assertEquals(alone, firstAnalysis(study()));
            assertEquals(alone, firstAnalysis(OTHER));
            assertNothingOfSingleSitesIsKept();
        }
    }

    @Test
    void a_site_whose_bytes_are_gone_is_asked_again_and_stays() {
        register(study());
        openRounds();
        SiteId site = SITES.getFirst();
        Message.RoundOpened opened = (Message.RoundOpened) next(site);
        Message.Contributed announced = contribution(site, opened);
        blobs.delete(announced.contribution());
        send(site, announced);
        assertEquals(opened, next(site));
        send(site, contribution(site, opened));
        talk(new Random(0), Set.of(), 0);
        assertEquals(4, firstAnalysis(study()).get("sites").asTexts().size());
        assertEquals(1, firstAnalysis(study()).integer("attempts"));
    }

    @Test
    void what_a_site_sent_and_every_running_sum_are_deleted_when_the_round_is_over_whatever_ended_it() {
        register(study());
        openRounds();
        SITES.subList(0, 3).forEach(site -> answer(site, Set.of()));
        restart();
        now = now.plus(Duration.ofMinutes(61));
        conductor.tick();
        assertNothingOfSingleSitesIsKept();
        talk(new Random(0), Set.of(), 3);
        assertEquals("completed", ended().outcome());
        assertNothingOfSingleSitesIsKept();
    }

    @Test
    void what_a_crash_kept_from_being_deleted_is_deleted_at_the_next_start() {
        register(study());
        talk(new Random(0), Set.of(), 0);
        List<Digest> sums = contributions();
        Message.RoundOpened first = new Message.RoundOpened(
                new RoundId(study().digest(), 0, 1, 1),
                new BlobDocuments(blobs)
                        .put(Analyses.prepare(study(), SLOPE).atCoordinator().start()),
                now);
        SITES.forEach(site -> blobs.put(part(site, first).bytes()));
        assertEquals(sums.size() + 4, contributions().size());
        // Only what is deleted before a study is put to rest is never looked for again.
        String hex = study().digest().hex();
        store.write(store.lead("test"), transaction -> transaction.deleteDocument("ended-study", hex));
        restart();
        assertEquals(sums, contributions());
    }

    @Test
    void a_site_may_upload_only_while_a_round_waits_for_it_and_only_as_much_as_was_declared() {
        SiteId site = SITES.getFirst();
        assertEquals(Optional.empty(), conductor.upload(site));
        register(study());
        assertEquals(Optional.empty(), conductor.upload(site));
        openRounds();
        Message.RoundOpened opened = (Message.RoundOpened) next(site);
        Message.Contributed contribution = contribution(site, opened);
        assertEquals(Optional.of(new ExpectedUpload(contribution.size(), false)), conductor.upload(site));
        assertEquals(Optional.empty(), conductor.upload(new SiteId("stranger")));
        send(site, contribution);
        assertEquals(Optional.empty(), conductor.upload(site));
    }

    @Test
    void what_was_uploaded_and_never_announced_is_deleted_after_a_day() {
        register(study());
        talk(new Random(0), Set.of(), 0);
        Digest result = ended().result();
        Digest useless = blobs.put(new byte[] {1, 2, 3});
        conductor.tick();
        assertTrue(blobs.has(useless));
        now = InstantSource.system().instant().plus(Duration.ofHours(25));
        conductor.tick();
        assertTrue(!blobs.has(useless));
        assertTrue(blobs.has(result));
        assertEquals("completed", results().text("outcome"));
    }
}
