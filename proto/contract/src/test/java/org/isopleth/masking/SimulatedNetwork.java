package org.isopleth.masking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.CoordinatorMasking.Active;
import org.isopleth.site.SiteId;

/// One attempt over a bad network, decided by a seed alone: messages are lost, late, out of order and twice;
/// sites die for good, sites and coordinator are killed and come back from what they stored; deadlines pass
/// early. Every message travels as bytes.
final class SimulatedNetwork {
    private final Random random;
    private final Proposal proposal;
    private final double trouble;
    private final Map<SiteId, TestSite> sites = new TreeMap<>();
    private final Set<SiteId> dead = new HashSet<>();
    private final List<Letter> letters = new ArrayList<>();
    private final List<CoordinatorEvent> stored = new ArrayList<>();
    private final Set<SiteId> folded = new HashSet<>();
    private final byte[] sum;
    private CoordinatorMasking coordinator = new CoordinatorMasking.Idle();

    /// @param to nobody for the coordinator
    private record Letter(Optional<SiteId> to, Bytes bytes) {}

    /// How an attempt ended.
    ///
    /// @param sum as the coordinator opened it, if it did
    /// @param plain the sum of the plain vectors of the sites in it
    /// @param steps how many things happened
    record Ending(CoordinatorMasking state, Optional<Digest> sum, Optional<Digest> plain, int steps) {}

    SimulatedNetwork(Proposal proposal, long seed, double trouble) {
        this.random = new Random(seed);
        this.proposal = proposal;
        this.trouble = trouble;
        this.sum = new byte[proposal.vectorBytes()];
        for (Proposal.Member member : proposal.roster()) {
            sites.put(member.site(), new TestSite(member.site(), random.nextLong()));
        }
    }

    TestSite site(SiteId id) {
        TestSite site = sites.get(id);
        if (site == null) {
            throw new IllegalArgumentException("no such site");
        }
        return site;
    }

    Ending run(int patience) {
        happens(new CoordinatorEvent.Began(proposal));
        int steps = 0;
        while (coordinator instanceof Active active && steps < patience) {
            steps++;
            if (letters.isEmpty() || random.nextDouble() < trouble / (10 * sites.size())) {
                happens(new CoordinatorEvent.DeadlinePassed(active.awaits()));
            } else {
                deliver();
            }
        }
        while (!letters.isEmpty() && steps < patience) {
            steps++;
            deliver();
        }
        if (coordinator instanceof CoordinatorMasking.Finished(Digest opened, List<SiteId> survivors)) {
            byte[] plain = new byte[sum.length];
            survivors.forEach(site -> proposal.words().add(plain, site(site).plain));
            return new Ending(coordinator, Optional.of(opened), Optional.of(Digest.of(plain)), steps);
        }
        return new Ending(coordinator, Optional.empty(), Optional.empty(), steps);
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability * trouble;
    }

    private void deliver() {
        // Any letter may be next: delay and reordering.
        Letter letter = letters.remove(random.nextInt(letters.size()));
        if (chance(0.02)) {
            return;
        }
        if (chance(0.1)) {
            letters.add(letter);
        }
        if (letter.to.isEmpty()) {
            if (chance(0.02)) {
                restartCoordinator();
            }
            happens(new CoordinatorEvent.Arrived(MaskingMessageJson.readOfSite(letter.bytes.array())));
            return;
        }
        SiteId id = letter.to.get();
        if (chance(0.02)) {
            dead.add(id);
        }
        if (dead.contains(id)) {
            return;
        }
        TestSite site = site(id);
        if (chance(0.1)) {
            site.restart();
        }
        Signed<? extends CoordinatorMessage> message = MaskingMessageJson.readOfCoordinator(letter.bytes.array());
        List<Signed<SiteMessage>> answers = message.message() instanceof Proposal asked
                ? site.proposed(
                        new Signed<>(message.sender(), message.context(), asked, message.signature()),
                        MaskingFloors.DEFAULT,
                        TestConsortium.secrets(random.nextLong()))
                : site.hear(message);
        answers.forEach(
                answer -> letters.add(new Letter(Optional.empty(), new Bytes(MaskingMessageJson.bytes(answer)))));
    }

    private void happens(CoordinatorEvent event) {
        stored.add(event);
        CoordinatorMasking.Next next = CoordinatorMasking.step(coordinator, event);
        coordinator = next.state();
        for (CoordinatorOutput output : next.outputs()) {
            switch (output) {
                case CoordinatorOutput.Send(SiteId to, CoordinatorMessage message, Digest context) ->
                    letters.add(new Letter(
                            Optional.of(to),
                            new Bytes(MaskingMessageJson.bytes(TestConsortium.byCoordinator(message, context)))));
                case CoordinatorOutput.Fold(SiteId site, Digest vector) -> {
                    if (!folded.add(site) || !Digest.of(site(site).masked).equals(vector)) {
                        throw new AssertionError("a vector is folded once, and is the one announced");
                    }
                    proposal.words().add(sum, site(site).masked);
                }
                case CoordinatorOutput.TakeMasksOff(Unmasking unmasking) -> {
                    unmasking.apply(sum);
                    happens(new CoordinatorEvent.SumOpened(Digest.of(sum)));
                }
                case CoordinatorOutput.Blame blame -> throw new AssertionError("an honest site was blamed: " + blame);
                case CoordinatorOutput.Note _ -> {}
            }
        }
    }

    private void restartCoordinator() {
        List<CoordinatorEvent> events = stored.stream()
                .map(event -> CanonicalJson.bytes(MaskingEventJson.write(event)))
                .map(bytes -> MaskingEventJson.readOfCoordinator(
                        CanonicalJson.parseCanonical(bytes).asObject()))
                .toList();
        coordinator = CoordinatorMasking.replay(events);
    }
}
