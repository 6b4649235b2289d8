package org.isopleth.masking;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.isopleth.canonical.Digest;
import org.isopleth.site.SiteId;

/// One attempt without a network: every message is delivered at once, in order, except that the coordinator's
/// questions of one step can be held back, and answers of sites can be swapped for others.
final class TestRound {
    final Proposal proposal;
    final Map<SiteId, TestSite> sites = new TreeMap<>();
    final Map<SiteId, Signed<? extends CoordinatorMessage>> held = new HashMap<>();
    final List<CoordinatorOutput> log = new ArrayList<>();
    final Map<SiteId, UnaryOperator<Signed<SiteMessage>>> tampering = new HashMap<>();
    CoordinatorMasking state = new CoordinatorMasking.Idle();
    byte[] sum;
    private MaskingFloors floors = MaskingFloors.DEFAULT;
    private final Deque<Runnable> work = new ArrayDeque<>();
    private Optional<Step> holding = Optional.empty();

    TestRound(int count) {
        this(TestConsortium.proposal(count));
    }

    TestRound(Proposal proposal) {
        this.proposal = proposal;
        this.sum = new byte[proposal.vectorBytes()];
        List<SiteId> ids = proposal.roster().stream().map(Proposal.Member::site).toList();
        for (SiteId id : ids) {
            sites.put(id, new TestSite(id, 1000L * ids.indexOf(id) - 777));
        }
    }

    TestRound withFloors(MaskingFloors other) {
        floors = other;
        return this;
    }

    TestSite site(int index) {
        return site(TestConsortium.site(index));
    }

    TestSite site(SiteId id) {
        TestSite site = sites.get(id);
        if (site == null) {
            throw new IllegalArgumentException("no such site");
        }
        return site;
    }

    /// The question held back from a site.
    Signed<? extends CoordinatorMessage> question(SiteId id) {
        Signed<? extends CoordinatorMessage> question = held.get(id);
        if (question == null) {
            throw new IllegalArgumentException("nothing was asked of the site");
        }
        return question;
    }

    /// Runs until the coordinator has asked the questions of `step`, which are then in [#held].
    TestRound upTo(Step step) {
        holding = Optional.of(step);
        step(new CoordinatorEvent.Began(proposal));
        drain();
        return this;
    }

    /// Runs to the end.
    TestRound run() {
        step(new CoordinatorEvent.Began(proposal));
        drain();
        return this;
    }

    /// Delivers what was held back.
    TestRound release() {
        holding = Optional.empty();
        Map<SiteId, Signed<? extends CoordinatorMessage>> waiting = new TreeMap<>(held);
        held.clear();
        waiting.forEach((site, message) -> work.add(() -> deliver(site, message)));
        drain();
        return this;
    }

    TestRound deadline(Step step) {
        step(new CoordinatorEvent.DeadlinePassed(step));
        drain();
        return this;
    }

    void step(CoordinatorEvent event) {
        CoordinatorMasking.Next next = CoordinatorMasking.step(state, event);
        state = next.state();
        for (CoordinatorOutput output : next.outputs()) {
            log.add(output);
            switch (output) {
                case CoordinatorOutput.Send(SiteId to, CoordinatorMessage message, Digest context) -> {
                    Signed<CoordinatorMessage> signed = TestConsortium.byCoordinator(message, context);
                    if (holding.equals(Optional.of(message.step()))) {
                        held.put(to, signed);
                    } else {
                        work.add(() -> deliver(to, signed));
                    }
                }
                case CoordinatorOutput.Fold fold -> proposal.words().add(sum, site(fold.site()).masked);
                case CoordinatorOutput.TakeMasksOff(Unmasking unmasking) -> {
                    unmasking.apply(sum);
                    work.add(() -> step(new CoordinatorEvent.SumOpened(Digest.of(sum))));
                }
                case CoordinatorOutput.Blame _, CoordinatorOutput.Note _ -> {}
            }
        }
    }

    private void drain() {
        while (!work.isEmpty()) {
            work.removeFirst().run();
        }
    }

    private void deliver(SiteId to, Signed<? extends CoordinatorMessage> signed) {
        TestSite site = site(to);
        List<Signed<SiteMessage>> answers = signed.message() instanceof Proposal asked
                ? site.proposed(
                        new Signed<>(signed.sender(), signed.context(), asked, signed.signature()),
                        floors,
                        TestConsortium.secrets(to.hashCode()))
                : site.hear(signed);
        for (Signed<SiteMessage> answer : answers) {
            Signed<SiteMessage> sent =
                    tampering.getOrDefault(to, UnaryOperator.identity()).apply(answer);
            step(new CoordinatorEvent.Arrived(sent));
        }
    }

    /// The sum of the plain vectors of some sites.
    byte[] plain(List<SiteId> some) {
        byte[] plain = new byte[proposal.vectorBytes()];
        some.forEach(site -> proposal.words().add(plain, site(site).plain));
        return plain;
    }

    List<CoordinatorOutput.Blame> blamed() {
        return log.stream()
                .filter(CoordinatorOutput.Blame.class::isInstance)
                .map(CoordinatorOutput.Blame.class::cast)
                .toList();
    }
}
