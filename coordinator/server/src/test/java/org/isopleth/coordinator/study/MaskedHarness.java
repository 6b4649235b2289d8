package org.isopleth.coordinator.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.isopleth.analysis.Analyses;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.exchange.Message;
import org.isopleth.masking.MaskingMessageJson;
import org.isopleth.masking.SiteMessage;
import org.isopleth.masking.Step;
import org.isopleth.progress.StudyEvent;
import org.isopleth.progress.StudyState;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.study.Permit;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.tensor.Contribution;
import org.junit.jupiter.api.BeforeEach;

/// The fixture of [ConductorHarness] with sites that mask: they compute, check and refuse as real ones do.
abstract class MaskedHarness extends ConductorHarness {
    static final Study.PrivacyTerms SUM_ONLY = new Study.PrivacyTerms(ReleaseLevel.SUM_ONLY, 3);
    static final Study MASKED = study("A masked line", SUM_ONLY, SLOPE);
    static final SiteId EAST = SITES.get(0);
    static final SiteId SOUTH = SITES.get(2);
    static final SiteId WEST = SITES.get(3);

    final Map<SiteId, MaskedSite> hospitals = new TreeMap<>();
    BiPredicate<SiteId, Message.ToSite> away = (site, message) -> false;

    @BeforeEach
    void hospitals() {
        for (SiteId site : SITES) {
            Permit permit = permit(MASKED.digest(), site, new Permit.Decision.Granted(ReleaseLevel.SUM_ONLY));
            hospitals.put(site, new MaskedSite(identity(site), permit, table(site), Analyses.prepare(MASKED, SLOPE)));
        }
    }

    @Override
    void elsewhere() {
        hospitals();
        super.elsewhere();
    }

    MaskedSite hospital(SiteId site) {
        return Optional.ofNullable(hospitals.get(site)).orElseThrow();
    }

    @Override
    boolean isAway(SiteId site, Message.ToSite message) {
        return away.test(site, message);
    }

    @Override
    void masked(SiteId site, Message.ToSite message) {
        hospital(site).hear(message, blobs).forEach(answer -> send(site, answer));
    }

    /// A site that hears nothing more from the question of `step` in round `number` on.
    static BiPredicate<SiteId, Message.ToSite> awayAt(SiteId site, int number, Step step) {
        return (who, message) -> who.equals(site) && asks(message, number, step);
    }

    static boolean asks(Message.ToSite message, int number, Step step) {
        return switch (message) {
            case Message.MaskedRoundOpened opened ->
                step == Step.PROPOSE && opened.round().number() == number;
            case Message.MaskingAsked(RoundId round, Json.Obj signed) ->
                round.number() == number
                        && MaskingMessageJson.readOfCoordinator(signed)
                                        .message()
                                        .step()
                                == step;
            case Message.Offered _, Message.GetReady _, Message.RoundOpened _, Message.Ended _ -> false;
        };
    }

    void everyoneIsBack() {
        away = (site, message) -> false;
    }

    void talk() {
        talk(new Random(0), Set.of(), 0);
    }

    void deadline() {
        now = now.plus(Duration.ofMinutes(61));
        conductor.tick();
    }

    List<StudyEvent> events() {
        List<StudyEvent> events = new ArrayList<>();
        store.replay("study/" + MASKED.digest().hex(), 1, stored -> events.add(StoredStudyEvents.read(stored)));
        return events;
    }

    StudyState.InMaskedRound openRound() {
        return assertInstanceOf(
                StudyState.InMaskedRound.class, conductor.state(MASKED.digest()).orElseThrow());
    }

    List<String> sites() {
        return firstAnalysis(MASKED).get("sites").asTexts();
    }

    String problem() {
        return firstAnalysis(MASKED).object("problem").text("reason");
    }

    void assertLost(SiteId site, int number, String reason, String... rules) {
        List<String> lost = events().stream()
                .filter(StudyEvent.SiteLost.class::isInstance)
                .map(StudyEvent.SiteLost.class::cast)
                .map(one -> one.site() + " " + one.round().number() + " " + one.reason() + " " + one.rules())
                .toList();
        assertEquals(List.of(site + " " + number + " " + reason + " " + List.of(rules)), lost);
    }

    /// Every sum that was opened is the sum of the plain contributions of these sites, to the last bit.
    void assertSumsArePlain(List<SiteId> survivors) {
        int sums = 0;
        for (StudyEvent event : events()) {
            if (event instanceof StudyEvent.RoundClosed(RoundId round, Digest sum)) {
                Contribution plain = survivors.stream()
                        .map(site -> Optional.ofNullable(hospital(site).plain.get(round))
                                .orElseThrow())
                        .reduce(Contribution::plus)
                        .orElseThrow();
                assertEquals(plain.digest(), sum, "round " + round);
                sums++;
            }
        }
        assertTrue(sums > 1, "there were rounds");
    }

    /// No site has said the shares that open a round in more than one attempt at it.
    void assertNoRoundIsOpenedTwice() {
        for (MaskedSite site : hospitals.values()) {
            List<Integer> opened = site.said.stream()
                    .filter(said -> said.message() instanceof SiteMessage.Unmasking)
                    .map(said -> said.round().number())
                    .toList();
            assertEquals(new HashSet<>(opened).size(), opened.size(), site.id.name());
        }
    }

    void assertNoVectorIsKept() {
        hospitals.values().forEach(site -> site.vectors.forEach(vector -> assertTrue(!blobs.has(vector))));
        assertNothingOfSingleSitesIsKept();
    }

    Json.Obj siteLevel() {
        register(study());
        talk();
        Json.Obj expected = firstAnalysis(study());
        elsewhere();
        return expected;
    }
}
