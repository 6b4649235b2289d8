package org.isopleth.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.CoordinatorEvent;
import org.isopleth.masking.CoordinatorMasking;
import org.isopleth.masking.Step;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The course of a study whose sums are masked: the stored one of `golden/events/1-masked`, event by event.
class MaskedStudyStateTest {
    private static final SiteId FIRST = new SiteId("site-000");
    private static final SiteId THIRD = new SiteId("site-002");
    private static final SiteId FOURTH = new SiteId("site-003");
    private static final Set<SiteId> FROZEN = Set.of(FIRST, new SiteId("site-001"), THIRD);

    private List<StudyEvent> course = List.of();

    @BeforeEach
    void read() throws IOException {
        course = GoldenStudyEventsTest.masked();
    }

    /// Where the event of a kind is, of which `which` come before it.
    private int index(Class<? extends StudyEvent> kind, int which) {
        int seen = 0;
        for (int i = 0; i < course.size(); i++) {
            if (kind.isInstance(course.get(i)) && seen++ == which) {
                return i;
            }
        }
        throw new AssertionError("no such event");
    }

    private StudyState after(int events) {
        return StudyState.replay(course.subList(0, events));
    }

    /// The state after the event of a kind.
    private StudyState after(Class<? extends StudyEvent> kind, int which) {
        return after(index(kind, which) + 1);
    }

    private StudyState.InMaskedRound opened(int which) {
        return assertInstanceOf(StudyState.InMaskedRound.class, after(StudyEvent.MaskedRoundOpened.class, which));
    }

    @Test
    void a_round_that_was_given_up_goes_out_again_to_the_same_sites_as_the_next_attempt() {
        StudyState.InMaskedRound first = opened(0);
        StudyState.InMaskedRound second = opened(1);
        assertTrue(first.round().onTotals());
        assertEquals(1, first.attempts());
        assertEquals(2, second.attempts());
        assertEquals(first.sites(), second.sites());
        assertEquals(first.state(), second.state());
        assertInstanceOf(CoordinatorMasking.Adverts.class, second.masking());
    }

    @Test
    void the_set_of_sites_freezes_with_the_sum_of_the_totals() {
        StudyState.InAnalysis frozen =
                assertInstanceOf(StudyState.InAnalysis.class, after(StudyEvent.RoundClosed.class, 0));
        StudyEvent.RoundClosed closed = (StudyEvent.RoundClosed) course.get(index(StudyEvent.RoundClosed.class, 0));
        assertEquals(FROZEN, frozen.sites());
        assertEquals(Optional.of(closed.sum()), frozen.totals());
        assertEquals(Set.of(FOURTH), frozen.course().lost(0));
        StudyState.InMaskedRound next = opened(2);
        assertEquals(FROZEN, next.sites());
        assertEquals(frozen.totals(), next.totals());
        assertEquals(1, next.attempts(), "attempts are counted for each round");
        assertEquals(2, next.round().attempt());
    }

    @Test
    void a_round_closes_only_with_the_sum_that_was_opened() {
        int closing = index(StudyEvent.RoundClosed.class, 0);
        StudyEvent.RoundClosed closed = (StudyEvent.RoundClosed) course.get(closing);
        refused(after(closing), new StudyEvent.RoundClosed(closed.round(), Digest.of("another sum")));
        refused(after(closing - 1), closed);
    }

    @Test
    void a_site_is_lost_once_and_only_if_it_belongs_to_the_round() {
        int losing = index(StudyEvent.SiteLost.class, 0);
        StudyEvent.SiteLost lost = (StudyEvent.SiteLost) course.get(losing);
        refused(after(losing + 1), lost);
        refused(after(losing), new StudyEvent.SiteLost(lost.round(), new SiteId("stranger"), "rules", List.of()));
        refused(after(losing), new StudyEvent.SiteLost(opened(2).round(), FOURTH, "rules", List.of()));
    }

    @Test
    void an_attempt_is_followed_by_another_only_when_it_was_given_up() {
        StudyEvent.MaskedRoundOpened again =
                (StudyEvent.MaskedRoundOpened) course.get(index(StudyEvent.MaskedRoundOpened.class, 1));
        refused(opened(0), again);
        StudyEvent started = new StudyEvent.AnalysisStarted(0, 2, List.copyOf(FROZEN));
        refused(opened(0), started);
        StudyState givenUp = after(index(StudyEvent.MaskedRoundOpened.class, 1));
        assertInstanceOf(StudyState.InAnalysis.class, StudyState.step(givenUp, started));
        RoundId other = new RoundId(again.round().study(), 0, 2, 1);
        refused(givenUp, new StudyEvent.MaskedRoundOpened(other, again.state(), again.proposal(), again.deadline()));
    }

    @Test
    void events_of_another_attempt_are_refused_and_every_plain_one_too() {
        StudyState.InMaskedRound open = opened(1);
        RoundId before = opened(0).round();
        List<StudyEvent> impossible = new ArrayList<>();
        impossible.add(new StudyEvent.MaskingAdvanced(
                before, new CoordinatorEvent.DeadlinePassed(Step.PROPOSE), open.deadline()));
        impossible.add(new StudyEvent.RoundOpened(open.round(), open.state(), open.deadline()));
        impossible.add(new StudyEvent.ContributionFolded(open.round(), FIRST, open.state(), open.state()));
        impossible.add(new StudyEvent.LedgerHeadReceived(FIRST, "head"));
        impossible.addAll(course.subList(0, 10));
        impossible.forEach(event -> refused(open, event));
    }

    private static void refused(StudyState state, StudyEvent event) {
        assertThrows(
                ImpossibleEventException.class,
                () -> StudyState.step(state, event),
                StudyEventJson.kind(event) + " in " + state.getClass().getSimpleName());
    }
}
