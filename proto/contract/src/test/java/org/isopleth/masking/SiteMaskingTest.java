package org.isopleth.masking;

import static org.isopleth.masking.TestConsortium.site;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.Refusal.Reason;
import org.junit.jupiter.api.Test;

/// The states of a site: every pair of state and question, replays, and what each state still knows.
class SiteMaskingTest {
    private static final List<Step> QUESTIONS =
            List.of(Step.PROPOSE, Step.SHARE, Step.MASK, Step.AGREE, Step.UNMASK, Step.RESULT);

    /// Where site 0 stands when it is asked at each step, with the question.
    private static Map<Step, TestRound> stages() {
        Map<Step, TestRound> stages = new LinkedHashMap<>();
        QUESTIONS.forEach(step -> stages.put(step, new TestRound(3).upTo(step)));
        return stages;
    }

    @Test
    void each_question_is_answered_at_its_own_step_alone() {
        Map<Step, TestRound> stages = stages();
        stages.forEach((at, round) -> {
            SiteMasking before = round.site(0).state;
            for (Step asked : QUESTIONS) {
                TestRound other = stages.get(asked);
                if (asked == Step.PROPOSE || other == null) {
                    continue;
                }
                SiteMasking after = SiteMasking.step(
                                before, new SiteEvent.Arrived(other.question(site(0)), MaskingHistory.NONE))
                        .state();
                String what = asked + " at " + at;
                if (asked == at || at == Step.PROPOSE) {
                    assertFalse(after instanceof SiteMasking.Refused, what);
                } else if (asked.compareTo(at) > 0 && asked != Step.RESULT) {
                    assertEquals(new SiteMasking.Refused(Refusal.of(Reason.OUT_OF_ORDER)), after, what);
                } else if (after instanceof SiteMasking.Refused(Refusal refusal)) {
                    // Signed anew, lists of signatures differ from those heard: two things at one step.
                    assertEquals(asked == Step.RESULT ? Reason.OUT_OF_ORDER : Reason.EQUIVOCATION, refusal.reason());
                }
            }
        });
    }

    @Test
    void an_ended_attempt_hears_nothing() {
        TestRound round = new TestRound(3).run();
        SiteMasking closed = assertInstanceOf(SiteMasking.Closed.class, round.site(0).state);
        for (SiteEvent event : round.site(0).events) {
            assertEquals(SiteMasking.Next.of(closed), SiteMasking.step(closed, event));
        }
        assertEquals(SiteMasking.Next.of(closed), SiteMasking.step(closed, new SiteEvent.VectorMasked(Digest.of("x"))));
    }

    @Test
    void a_replay_says_the_same_bytes() {
        TestSite site = new TestRound(3).run().site(0);
        SiteMasking state = new SiteMasking.Idle();
        List<SiteOutput> again = new ArrayList<>();
        for (SiteEvent event : site.events) {
            SiteMasking.Next next = SiteMasking.step(state, event);
            state = next.state();
            again.addAll(next.outputs());
        }
        assertEquals(site.log, again);
        assertEquals(site.state, state);
    }

    @Test
    void a_vector_is_masked_once() {
        TestRound round = new TestRound(3).upTo(Step.AGREE);
        SiteMasking committed = assertInstanceOf(SiteMasking.Committed.class, round.site(0).state);
        SiteEvent same = new SiteEvent.VectorMasked(Digest.of(round.site(0).masked));
        assertEquals(committed, SiteMasking.step(committed, same).state());
        SiteEvent other = new SiteEvent.VectorMasked(Digest.of("another vector"));
        assertEquals(
                new SiteMasking.Refused(Refusal.of(Reason.VECTOR_CHANGED)),
                SiteMasking.step(committed, other).state());
    }

    @Test
    void few_survivors_are_told_before_the_site_agrees() {
        List<SiteOutput> three = new TestRound(3).run().site(0).log;
        int warned = three.indexOf(
                new SiteOutput.FewSurvivors(TestConsortium.round(1, 1), Set.copyOf(TestConsortium.sites(3))));
        assertInstanceOf(SiteMessage.Agreement.class, ((SiteOutput.Send) three.get(warned + 1)).message());
        assertFalse(new TestRound(5).run().site(0).log.stream().anyMatch(SiteOutput.FewSurvivors.class::isInstance));
    }

    @Test
    void what_is_opened_is_remembered_before_it_is_said() {
        List<SiteOutput> log = new TestRound(3).run().site(0).log;
        int remembered = log.indexOf(new SiteOutput.Remember(
                new MaskingHistory.Opened(TestConsortium.round(1, 1), Set.copyOf(TestConsortium.sites(3)))));
        assertInstanceOf(SiteMessage.Unmasking.class, ((SiteOutput.Send) log.get(remembered + 1)).message());
    }

    @Test
    void a_withdrawn_site_knows_no_secret() {
        TestRound round = new TestRound(3).upTo(Step.MASK);
        SiteMasking.Next next = SiteMasking.step(round.site(0).state, new SiteEvent.TimedOut());
        assertEquals(SiteMasking.Next.of(new SiteMasking.Closed(Optional.empty())), next);
    }

    @Test
    void secrets_are_never_printed() {
        TestRound round = new TestRound(3).upTo(Step.AGREE);
        SiteSecrets secrets = TestConsortium.secrets(1);
        assertEquals("SiteSecrets", secrets.toString());
        SiteMasking.Committed committed = assertInstanceOf(SiteMasking.Committed.class, round.site(0).state);
        assertEquals(
                List.of("HeldShares", "HeldShares", "HeldShares"),
                committed.held().values().stream().map(Object::toString).toList());
    }
}
