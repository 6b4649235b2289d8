package org.isopleth.client.simulation;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.isopleth.analysis.Federation;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.TallyCell;
import org.isopleth.disclosure.Decision;
import org.isopleth.disclosure.Disclosure;
import org.isopleth.disclosure.ProposedRelease;
import org.isopleth.disclosure.ProposedSum;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.site.SiteId;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.tensor.Contribution;

/// What the gates of all sites of one analysis say, each of its own part. Immutable, thread-safe.
///
/// @param level what the study asks to be readable
/// @param limits of every site
/// @param exposures what is behind each site's part
/// @param total the sum of the sites' tallies, as a masked readiness round would give it
/// @param noise whether the sums are to have noise, so that each site's part must pass alone
record SimulatedGates(
        ReleaseLevel level, SitePolicy limits, SortedMap<SiteId, Exposure> exposures, Tally total, boolean noise) {

    static SimulatedGates of(
            ReleaseLevel level, SitePolicy limits, PreparedAnalysis analysis, SortedMap<SiteId, Exposure> exposures) {
        return new SimulatedGates(
                level,
                limits,
                exposures,
                total(analysis.tally(), exposures.values()),
                analysis.plan().privacy().isPresent());
    }

    private static Tally total(List<TallyCell> cells, Collection<Exposure> exposures) {
        if (cells.isEmpty()) {
            return new Tally(List.of());
        }
        Contribution sum = exposures.stream()
                .map(exposure -> Tally.of(cells, exposure).contribution())
                .reduce(Contribution.zero(Tally.declare(cells)), Contribution::plus);
        return Tally.read(cells, sum);
    }

    /// Before the first round.
    Decision before(SiteId site) {
        Exposure own = own(site);
        return switch (level) {
            case SITE_LEVEL -> Disclosure.check(limits, ProposedRelease.ofAnalysis(level, own));
            case SUM_ONLY ->
                noise
                        ? Disclosure.checkPart(limits, own, List.of(), Optional.empty())
                        : Disclosure.checkSum(limits, ProposedSum.ofAnalysis(own, total));
        };
    }

    /// In a round.
    ///
    /// @param jointRounds how many rounds with a joint tensor came before
    Decision in(Federation.Round round, int jointRounds, SiteId site) {
        Exposure own = own(site);
        Contribution sent = Objects.requireNonNull(round.contributions().get(site));
        return switch (level) {
            case SITE_LEVEL ->
                Disclosure.check(limits, ProposedRelease.ofRound(level, own, jointRounds, round.declared(), sent));
            case SUM_ONLY ->
                noise
                        ? Disclosure.checkPart(limits, own, round.declared(), Optional.of(sent))
                        : Disclosure.checkSum(
                                limits, ProposedSum.ofRound(own, total, jointRounds, round.declared(), sent));
        };
    }

    private Exposure own(SiteId site) {
        return Objects.requireNonNull(exposures.get(site));
    }
}
