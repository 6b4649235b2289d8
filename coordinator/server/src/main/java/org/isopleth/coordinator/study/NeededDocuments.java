package org.isopleth.coordinator.study;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.CoordinatorEvent;
import org.isopleth.masking.SiteMessage;
import org.isopleth.progress.StudyEvent;

/// Which stored documents one study needs, by what happened to it. Not thread-safe.
///
/// States, sums of closed rounds, outcomes and the result are kept for good. Contributions are needed
/// until their round is over, because two sites may send the same bytes; a running sum only until the
/// next one, because the difference of two is one site's contribution.
final class NeededDocuments {
    private final Set<Digest> lasting = new HashSet<>();
    private final Set<Digest> contributions = new HashSet<>();
    private Optional<Digest> runningSum = Optional.empty();

    boolean contains(Digest document) {
        return lasting.contains(document)
                || contributions.contains(document)
                || runningSum.filter(document::equals).isPresent();
    }

    /// What is kept for good.
    Set<Digest> lasting() {
        return Set.copyOf(lasting);
    }

    /// Takes note of an event.
    ///
    /// @return the documents that the study had needed for less than its whole life and no longer uses;
    ///     a document among them may still be needed under another of its roles
    Set<Digest> after(StudyEvent event) {
        return switch (event) {
            case StudyEvent.RoundOpened opened -> keep(opened.state());
            case StudyEvent.MaskedRoundOpened opened -> {
                keep(opened.state());
                // The attempt before it, if there was one, was given up.
                yield endRound();
            }
            case StudyEvent.MaskingAdvanced advanced -> advance(advanced.event());
            case StudyEvent.ContributionFolded folded -> fold(folded);
            case StudyEvent.RoundClosed closed -> {
                keep(closed.sum());
                yield endRound();
            }
            case StudyEvent.AnalysisEnded ended -> {
                keep(ended.outcome());
                yield endRound();
            }
            case StudyEvent.StudyEnded ended -> {
                keep(ended.result());
                yield endRound();
            }
            case StudyEvent.AnalysisStarted _ -> endRound();
            case StudyEvent.Registered _,
                    StudyEvent.PermitReceived _,
                    StudyEvent.PermitRejected _,
                    StudyEvent.PermitsClosed _,
                    StudyEvent.ReadinessReceived _,
                    StudyEvent.SiteLost _,
                    StudyEvent.LedgerHeadReceived _ -> Set.of();
        };
    }

    private Set<Digest> keep(Digest document) {
        lasting.add(document);
        return Set.of();
    }

    private Set<Digest> fold(StudyEvent.ContributionFolded folded) {
        Set<Digest> superseded = runningSum.map(Set::of).orElse(Set.of());
        contributions.add(folded.contribution());
        runningSum = Optional.of(folded.sum());
        return superseded;
    }

    /// A masked vector is needed until the round is over, and so is the sum that came of them all.
    private Set<Digest> advance(CoordinatorEvent event) {
        switch (event) {
            case CoordinatorEvent.Arrived(var signed) -> {
                if (signed.message() instanceof SiteMessage.Masked masked) {
                    contributions.add(masked.vector());
                }
            }
            case CoordinatorEvent.SumOpened(Digest sum) -> runningSum = Optional.of(sum);
            case CoordinatorEvent.Began _,
                    CoordinatorEvent.Malformed _,
                    CoordinatorEvent.Left _,
                    CoordinatorEvent.DeadlinePassed _ -> {}
        }
        return Set.of();
    }

    private Set<Digest> endRound() {
        Set<Digest> over = new HashSet<>(contributions);
        runningSum.ifPresent(over::add);
        contributions.clear();
        runningSum = Optional.empty();
        return over;
    }
}
