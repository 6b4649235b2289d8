package org.isopleth.connector.gate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.study.Rounds;
import org.isopleth.disclosure.Decision;
import org.isopleth.disclosure.Disclosure;
import org.isopleth.disclosure.ProposedRelease;
import org.isopleth.disclosure.ProposedSum;
import org.isopleth.disclosure.RuleId;
import org.isopleth.disclosure.RuleResult;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.study.ReleaseLevel;

/// What the disclosure rules say to a proposal, by what others could read of it. Pure, thread-safe.
final class GateDecision {
    private GateDecision() {}

    static Decision of(SitePolicy limits, ReleaseLevel granted, Rounds rounds, Proposal proposal) {
        return switch (proposal.visible()) {
            case Proposal.Visible.Contributed() ->
                Disclosure.check(
                        limits,
                        ProposedRelease.ofRound(
                                granted,
                                proposal.exposure(),
                                released(rounds, proposal),
                                proposal.declarations(),
                                proposal.contribution()));
            // The rules cannot be applied before the totals are known; what they say of them ends the analysis.
            case Proposal.Visible.TotalsOfSites() ->
                granted == ReleaseLevel.SUM_ONLY
                        ? new Decision.Allowed(level(true))
                        : new Decision.Refused(level(false));
            case Proposal.Visible.SumOfSites _
            when granted != ReleaseLevel.SUM_ONLY -> new Decision.Refused(level(false));
            case Proposal.Visible.SumOfSites _
            when proposal.noise().isPresent() ->
                Disclosure.checkPart(
                        limits, proposal.exposure(), proposal.declarations(), Optional.of(proposal.contribution()));
            case Proposal.Visible.SumOfSites(var totals) ->
                Disclosure.checkSum(
                        limits,
                        ProposedSum.ofRound(
                                proposal.exposure(),
                                totals,
                                rounds.jointMaskedReleases(proposal.round()),
                                proposal.declarations(),
                                proposal.contribution()));
        };
    }

    private static List<RuleResult> level(boolean passed) {
        return List.of(new RuleResult(RuleId.RELEASE_LEVEL, OptionalDouble.empty(), passed));
    }

    /// Only joint releases are counted, and only they are short: a long vector is hashed once, as it is kept.
    private static int released(Rounds rounds, Proposal proposal) {
        return ProposedRelease.hasJointTensor(proposal.declarations())
                ? rounds.jointReleases(
                        proposal.round().analysis(),
                        Digest.of(proposal.contribution().bytes()))
                : 0;
    }
}
