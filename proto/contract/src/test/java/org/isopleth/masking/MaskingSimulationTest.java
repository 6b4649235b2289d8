package org.isopleth.masking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.isopleth.site.SiteId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Attempts over a network that loses, delays, reorders and repeats: each ends in the exact sum of the plain
/// vectors or is given up in the open; none is wrong and none hangs.
class MaskingSimulationTest {

    /// How many seeds of the whole run: 300, with -Pfull 10,000.
    private static int share(int of300) {
        boolean sampled = System.getProperty("isopleth.tests", "sampled").equals("sampled");
        return sampled ? of300 : of300 * 10_000 / 300;
    }

    @ParameterizedTest
    @CsvSource({"3, 120", "5, 120", "10, 57", "50, 3"})
    void every_attempt_is_exact_or_given_up(int count, int of300) {
        int seeds = share(of300);
        Proposal proposal = TestConsortium.proposal(count);
        // Each seed decides all of its attempt, so that attempts run beside each other.
        long exact = IntStream.range(0, seeds)
                .parallel()
                .filter(seed -> isExact(proposal, seed))
                .count();
        // Both endings are seen, so that neither is exact for want of the other.
        assertTrue(exact > 0 && (count == 50 || exact < seeds), exact + " of " + seeds + " were exact");
        System.out.println(count + " sites: " + seeds + " attempts, " + exact + " exact, the others given up");
    }

    /// Whether an attempt gave the exact sum; any other ending but giving up fails.
    private static boolean isExact(Proposal proposal, int seed) {
        int count = proposal.roster().size();
        // From a quiet network to one on which little works.
        double trouble = count == 50 ? 0.2 : 0.1 + seed % 7 * 0.4;
        SimulatedNetwork network = new SimulatedNetwork(proposal, seed * 31L + count, trouble);
        int patience = 200 * count;
        SimulatedNetwork.Ending ending = network.run(patience);
        String what = "sites " + count + ", seed " + seed;
        assertTrue(ending.steps() < patience, what + " hangs");
        assertFalse(ending.state() instanceof CoordinatorMasking.Active, what + " hangs");
        assertEquals(ending.plain(), ending.sum(), what + " opened another sum");
        for (SiteId id : TestConsortium.sites(count)) {
            assertHonest(network.site(id), ending, what);
        }
        return ending.sum().isPresent();
    }

    /// A site opens a round at most once, is never made to refuse, and closes with the coordinator's sum.
    private static void assertHonest(TestSite site, SimulatedNetwork.Ending ending, String what) {
        assertTrue(site.history.opened().size() <= 1, what);
        assertFalse(site.state instanceof SiteMasking.Refused, what + ": " + site.state);
        if (site.state instanceof SiteMasking.Closed(var sum) && sum.isPresent()) {
            assertEquals(ending.sum(), sum, what);
        }
    }

    @ParameterizedTest
    @CsvSource({"3", "4", "7"})
    void without_trouble_every_site_closes_with_the_sum(int count) {
        Proposal proposal = TestConsortium.proposal(count);
        SimulatedNetwork network = new SimulatedNetwork(proposal, count, 0);
        SimulatedNetwork.Ending ending = network.run(10_000);
        assertInstanceOf(CoordinatorMasking.Finished.class, ending.state());
        assertEquals(ending.plain(), ending.sum());
        for (SiteId id : TestConsortium.sites(count)) {
            assertEquals(new SiteMasking.Closed(ending.sum()), network.site(id).state);
        }
    }

    @Test
    void the_same_seed_gives_the_same_ending() {
        for (int seed = 0; seed < 5; seed++) {
            Proposal proposal = TestConsortium.proposal(5);
            SimulatedNetwork.Ending one = new SimulatedNetwork(proposal, seed, 1).run(2000);
            SimulatedNetwork.Ending other = new SimulatedNetwork(proposal, seed, 1).run(2000);
            assertEquals(one.steps(), other.steps());
            assertEquals(one.state().getClass(), other.state().getClass());
        }
    }
}
