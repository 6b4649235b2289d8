package org.isopleth.masking;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.masking.mask.WordSize;
import org.isopleth.site.SiteId;

/// A whole masked round in one process, all sites' work and the coordinator's, with sites that drop out after they
/// shared their secrets. Nothing is sent or stored: this is what masks cost, to be held beside the same round of
/// others.
///
/// ```
/// WholeRoundWork SITES LENGTH LOST FILE     # 64-bit words; three rounds, the last counts; times as JSON
/// ```
final class WholeRoundWork {
    private final Proposal proposal;
    private final int lost;
    private final Map<SiteId, Site> sites = new TreeMap<>();
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final byte[] sum;
    private CoordinatorMasking coordinator = new CoordinatorMasking.Idle();
    private double coordinatorCpu;
    private boolean opened;

    /// One site and its numbers.
    private static final class Site {
        private final byte[] vector;
        private SiteMasking state = new SiteMasking.Idle();

        private Site(byte[] vector) {
            this.vector = vector;
        }
    }

    private WholeRoundWork(Proposal proposal, int lost) {
        this.proposal = proposal;
        this.lost = lost;
        this.sum = new byte[proposal.vectorBytes()];
    }

    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        int length = Integer.parseInt(arguments[1]);
        int lost = Integer.parseInt(arguments[2]);
        Json.Obj measured = Json.object().build();
        for (int round = 1; round <= 3; round++) {
            Proposal like = TestConsortium.proposal(count, TestConsortium.round(round, 1), 2 * count / 3 + 1);
            measured = new WholeRoundWork(
                            new Proposal(
                                    like.round(),
                                    like.plan(),
                                    like.model(),
                                    like.roster(),
                                    like.coordinator(),
                                    like.threshold(),
                                    like.minimumSurvivors(),
                                    WordSize.BITS_64,
                                    length),
                            lost)
                    .measured();
            System.out.println(CanonicalJson.text(measured));
        }
        Files.write(Path.of(arguments[3]), CanonicalJson.bytes(measured));
    }

    private Json.Obj measured() {
        byte[] plain = new byte[sum.length];
        Random random = new Random(1);
        int index = 0;
        for (Proposal.Member member : proposal.roster()) {
            byte[] vector = new byte[sum.length];
            random.nextBytes(vector);
            if (!isLost(index++)) {
                proposal.words().add(plain, vector);
            }
            sites.put(member.site(), new Site(vector));
        }
        long begun = System.nanoTime();
        double cpu = cpu();
        step(new CoordinatorEvent.Began(proposal));
        drain();
        for (Step waited : List.of(Step.MASK, Step.AGREE, Step.UNMASK)) {
            if (coordinator instanceof CoordinatorMasking.Active active && active.awaits() == waited) {
                step(new CoordinatorEvent.DeadlinePassed(waited));
                drain();
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (!opened || !Arrays.equals(plain, sum)) {
            throw new IllegalStateException("the sum is wrong");
        }
        return Json.object()
                .with("benchmark", "masking-round")
                .with("sites", proposal.roster().size())
                .with("length", proposal.length())
                .with("lost", lost)
                .with("seconds", Json.of(seconds))
                .with("cpuSeconds", Json.of(cpu() - cpu))
                .with("coordinatorCpuSeconds", Json.of(coordinatorCpu))
                .with("java", ManagementFactory.getRuntimeMXBean().getVmVersion())
                .build();
    }

    /// Every tenth or so drops out, so that losses lie everywhere in the roster.
    private boolean isLost(int index) {
        int every = lost == 0 ? Integer.MAX_VALUE : proposal.roster().size() / lost;
        return index % every == 0 && index / every < lost;
    }

    private boolean isLost(SiteId site) {
        return isLost(List.copyOf(sites.keySet()).indexOf(site));
    }

    private static double cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    private void drain() {
        while (!work.isEmpty()) {
            work.removeFirst().run();
        }
    }

    private void step(CoordinatorEvent event) {
        double before = cpu();
        CoordinatorMasking.Next next = CoordinatorMasking.step(coordinator, event);
        coordinator = next.state();
        for (CoordinatorOutput output : next.outputs()) {
            switch (output) {
                case CoordinatorOutput.Send(SiteId to, CoordinatorMessage message, Digest context) -> {
                    Signed<CoordinatorMessage> signed = TestConsortium.byCoordinator(message, context);
                    work.add(() -> deliver(to, signed));
                }
                case CoordinatorOutput.Fold(SiteId site, Digest _) ->
                    proposal.words().add(sum, site(site).vector);
                case CoordinatorOutput.TakeMasksOff(Unmasking unmasking) -> {
                    unmasking.apply(sum);
                    work.add(() -> step(new CoordinatorEvent.SumOpened(Digest.of(sum))));
                }
                case CoordinatorOutput.Blame _, CoordinatorOutput.Note _ ->
                    throw new IllegalStateException(output.toString());
            }
        }
        opened |= coordinator instanceof CoordinatorMasking.Finished;
        coordinatorCpu += cpu() - before;
    }

    private Site site(SiteId id) {
        Site site = sites.get(id);
        if (site == null) {
            throw new IllegalArgumentException("no such site");
        }
        return site;
    }

    private void deliver(SiteId to, Signed<? extends CoordinatorMessage> signed) {
        if (isLost(to) && signed.message().step().compareTo(Step.MASK) >= 0) {
            return;
        }
        SiteEvent event = signed.message() instanceof Proposal asked
                ? new SiteEvent.Proposed(
                        new Signed<>(signed.sender(), signed.context(), asked, signed.signature()),
                        position(to),
                        TestConsortium.secrets(to.hashCode()),
                        MaskingHistory.NONE)
                : new SiteEvent.Arrived(signed, MaskingHistory.NONE);
        step(to, event);
    }

    private SitePosition position(SiteId own) {
        return new SitePosition(
                own,
                TestConsortium.coordinatorKey().fingerprint(),
                TestConsortium.pins(proposal.roster().size()),
                proposal.round(),
                TestConsortium.PLAN,
                TestConsortium.MODEL,
                proposal.words(),
                proposal.length(),
                MaskingFloors.DEFAULT);
    }

    private void step(SiteId id, SiteEvent event) {
        Site site = site(id);
        SiteMasking.Next next = SiteMasking.step(site.state, event);
        site.state = next.state();
        for (SiteOutput output : next.outputs()) {
            switch (output) {
                case SiteOutput.Send(SiteMessage message, Digest context) -> {
                    Signed<SiteMessage> signed = TestConsortium.bySite(id, message, context);
                    work.add(() -> step(new CoordinatorEvent.Arrived(signed)));
                }
                case SiteOutput.MaskVector order -> {
                    order.recipe().apply(site.vector);
                    step(id, new SiteEvent.VectorMasked(Digest.of(site.vector)));
                }
                case SiteOutput.Remember _, SiteOutput.FewSurvivors _, SiteOutput.Evidence _ -> {}
            }
        }
    }
}
