package org.isopleth.connector.work;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.study.FrozenCohort;
import org.isopleth.connector.study.Rounds;
import org.isopleth.connector.study.SiteStudy;
import org.isopleth.masking.SiteMasking;

/// Something to be done for a study. Immutable, thread-safe.
///
/// [#open] is the whole plan of the connector's work: a pure function of where the studies stand.
sealed interface Task {

    Digest study();

    /// Decide on the offer.
    record Decide(Digest study, SiteStudy.Offered state) implements Task {}

    /// Nobody decided in time: forget the question.
    record Lapse(Digest study) implements Task {}

    /// Freeze the cohort and say whether it can serve.
    record Prepare(Digest study, SiteStudy.Preparing state) implements Task {}

    /// Contribute to a round.
    record Contribute(Digest study, SiteStudy.Participating state, Rounds.Asked asked) implements Task {}

    /// Mask the contribution to a round: the other sites' shares are here.
    record Mask(Digest study, SiteStudy.Participating state, Rounds.Asked asked) implements Task {}

    /// Delete the frozen cohort.
    record Delete(Digest study, SiteStudy state) implements Task {}

    /// Report the ledger's head.
    record Report(Digest study, SiteStudy.Ended state) implements Task {}

    /// Everything that is to be done now, what protects patients first.
    static List<Task> open(Map<Digest, SiteStudy> studies, Instant now) {
        List<Task> deletions = new ArrayList<>();
        List<Task> others = new ArrayList<>();
        studies.forEach((study, state) -> {
            if (isToBeDeleted(state, now)) {
                deletions.add(new Delete(study, state));
            } else {
                next(study, state, now).ifPresent(others::add);
            }
        });
        deletions.addAll(others);
        return deletions;
    }

    private static boolean isToBeDeleted(SiteStudy state, Instant now) {
        Optional<FrozenCohort> frozen = state.frozen();
        return frozen.isPresent()
                && switch (state) {
                    case SiteStudy.Ended _, SiteStudy.Broken _ -> true;
                    case SiteStudy.Participating _ -> !now.isBefore(frozen.get().deleteAt());
                    case SiteStudy.Unknown _,
                            SiteStudy.Offered _,
                            SiteStudy.Refused _,
                            SiteStudy.Permitted _,
                            SiteStudy.Preparing _,
                            SiteStudy.Closed _ -> false;
                };
    }

    private static Optional<Task> next(Digest study, SiteStudy state, Instant now) {
        return switch (state) {
            case SiteStudy.Offered offered ->
                Optional.of(now.isBefore(offered.deadline()) ? new Decide(study, offered) : new Lapse(study));
            case SiteStudy.Preparing preparing ->
                now.isBefore(preparing.deadline()) ? Optional.of(new Prepare(study, preparing)) : Optional.empty();
            case SiteStudy.Participating taking ->
                taking.rounds().open().flatMap(asked -> answer(study, taking, asked));
            case SiteStudy.Ended ended -> Optional.of(new Report(study, ended));
            case SiteStudy.Unknown _,
                    SiteStudy.Refused _,
                    SiteStudy.Permitted _,
                    SiteStudy.Broken _,
                    SiteStudy.Closed _ -> Optional.empty();
        };
    }

    private static Optional<Task> answer(Digest study, SiteStudy.Participating taking, Rounds.Asked asked) {
        return switch (taking.rounds().masking(asked.round())) {
            case SiteMasking.Idle _ -> Optional.of(new Contribute(study, taking, asked));
            case SiteMasking.Masking _ -> Optional.of(new Mask(study, taking, asked));
            // The coordinator's next message comes first.
            case SiteMasking.Active _, SiteMasking.Closed _, SiteMasking.Refused _ -> Optional.empty();
        };
    }
}
