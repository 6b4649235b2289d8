package org.isopleth.connector.study;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.round.RoundId;
import org.isopleth.study.AnalysisPlan;

/// The rounds of one study at this site. Immutable, thread-safe.
///
/// @param open the round to be answered now; an older one that was never answered has lost its meaning
///     when a newer one is asked
/// @param answers what was done about each round
public record Rounds(Optional<Asked> open, Map<RoundId, Answer> answers) {

    /// No round yet.
    public static final Rounds NONE = new Rounds(Optional.empty(), Map.of());

    public Rounds {
        answers = Map.copyOf(answers);
    }

    /// A round that waits for an answer.
    ///
    /// @param state digest of the state, to be downloaded
    public record Asked(RoundId round, Digest state, Instant deadline) {}

    /// A round's name in the ledger: the study's name of the analysis, the attempt and the number.
    public static String name(StudyOffer offer, RoundId round) {
        List<AnalysisPlan> analyses = offer.study().analyses();
        String analysis = round.analysis() < analyses.size()
                ? analyses.get(round.analysis()).name()
                : "analysis-" + round.analysis();
        return analysis + "/" + round.attempt() + "/" + round.number();
    }

    /// The answer to a round, if there is one.
    public Optional<Answer> answer(RoundId round) {
        return Optional.ofNullable(answers.get(round));
    }

    /// How many different contributions with a joint tensor left for one analysis, `but` not counted.
    public int jointReleases(int analysis, Digest but) {
        return (int) answers.entrySet().stream()
                .filter(entry -> entry.getKey().analysis() == analysis)
                .flatMap(entry -> release(entry.getValue()).stream())
                .filter(Release::joint)
                .map(Release::contribution)
                .filter(contribution -> !contribution.equals(but))
                .distinct()
                .count();
    }

    /// What left, or is leaving, in an answer.
    public static Optional<Release> release(Answer answer) {
        return switch (answer) {
            case Answer.Released released -> Optional.of(released.release());
            case Answer.Sent sent -> Optional.of(sent.release());
            case Answer.Undelivered undelivered -> Optional.of(undelivered.release());
            case Answer.Withheld _ -> Optional.empty();
        };
    }

    boolean isOpen(RoundId round) {
        return open.isPresent() && open.get().round().equals(round);
    }

    Rounds asking(Asked asked) {
        return new Rounds(Optional.of(asked), answers);
    }

    Rounds answering(RoundId round, Answer answer) {
        Map<RoundId, Answer> more = new HashMap<>(answers);
        more.put(round, answer);
        return new Rounds(isOpen(round) ? Optional.empty() : open, more);
    }
}
