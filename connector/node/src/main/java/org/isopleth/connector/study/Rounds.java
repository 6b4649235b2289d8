package org.isopleth.connector.study;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.masking.MaskingHistory;
import org.isopleth.masking.SiteMasking;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.study.AnalysisPlan;

/// The rounds of one study at this site. Immutable, thread-safe.
///
/// @param open the round to be answered now; an older one that was never answered has lost its meaning
///     when a newer one is asked
/// @param answers what was done about each round
/// @param masked this site's part in the masked round that is under way
/// @param history the masked sums this site has helped to open
/// @param totals by analysis, what its masked sums rest on, once that was summed
public record Rounds(
        Optional<Asked> open,
        Map<RoundId, Answer> answers,
        Optional<MaskedPart> masked,
        MaskingHistory history,
        Map<Integer, Totals> totals) {

    /// No round yet.
    public static final Rounds NONE =
            new Rounds(Optional.empty(), Map.of(), Optional.empty(), MaskingHistory.NONE, Map.of());

    public Rounds {
        answers = Map.copyOf(answers);
        totals = Map.copyOf(totals);
    }

    /// A round that waits for an answer.
    ///
    /// @param state digest of the state, to be downloaded
    /// @param proposal the coordinator's, when the sum is masked
    public record Asked(RoundId round, Digest state, Instant deadline, Optional<Json.Obj> proposal) {}

    /// Where this site's part in a masked round stands.
    public record MaskedPart(RoundId round, SiteMasking state) {}

    /// The totals of an analysis over its sites, and with them the sites: both are fixed for the whole analysis.
    ///
    /// @param sum digest of the sum of all tallies, as the coordinator signed it
    /// @param sites whose tallies are in it
    public record Totals(Digest sum, Set<SiteId> sites) {
        public Totals {
            sites = Set.copyOf(sites);
        }
    }

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

    /// How many other masked rounds of one analysis a joint tensor left for; attempts at one round open one sum.
    public int jointMaskedReleases(RoundId round) {
        return (int) answers.entrySet().stream()
                .filter(entry -> entry.getKey().analysis() == round.analysis())
                .filter(entry -> entry.getKey().number() != round.number())
                .filter(entry ->
                        release(entry.getValue()).filter(Release::joint).isPresent())
                .map(entry -> entry.getKey().number())
                .distinct()
                .count();
    }

    /// In how many rounds of an analysis something was released, totals and `round` itself apart.
    public long releasesBeside(RoundId round) {
        return answers.entrySet().stream()
                .filter(entry -> entry.getKey().analysis() == round.analysis())
                .filter(entry -> !entry.getKey().onTotals() && !entry.getKey().equals(round))
                .filter(entry -> release(entry.getValue()).isPresent())
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

    /// This site's part in a masked round; nothing has happened in one that is not under way.
    public SiteMasking masking(RoundId round) {
        return masked.filter(part -> part.round().equals(round))
                .map(MaskedPart::state)
                .orElseGet(SiteMasking.Idle::new);
    }

    /// The totals that a round's sum rests on; nothing for the round that sums them.
    public Optional<Totals> totalsFor(RoundId round) {
        return round.onTotals() ? Optional.empty() : Optional.ofNullable(totals.get(round.analysis()));
    }

    boolean isOpen(RoundId round) {
        return open.isPresent() && open.get().round().equals(round);
    }

    /// A newer masked round ends what an older one had left to do.
    Rounds asking(Asked asked) {
        Map<RoundId, Answer> left = answers;
        if (asked.proposal().isPresent()) {
            left = new HashMap<>(answers);
            left.replaceAll((_, answer) -> over(answer, "superseded"));
        }
        return new Rounds(Optional.of(asked), left, Optional.empty(), history, totals);
    }

    Rounds answering(RoundId round, Answer answer) {
        Map<RoundId, Answer> more = new HashMap<>(answers);
        more.put(round, answer);
        return new Rounds(isOpen(round) ? Optional.empty() : open, more, masked, history, totals);
    }

    Rounds masking(RoundId round, SiteMasking state) {
        return new Rounds(open, answers, Optional.of(new MaskedPart(round, state)), history, totals);
    }

    Rounds opening(MaskingHistory.Opened opened) {
        return new Rounds(open, answers, masked, history.plus(opened), totals);
    }

    Rounds ending(SiteStudyEvent.MaskingEnded ended) {
        RoundId round = ended.round();
        Map<RoundId, Answer> all = new HashMap<>(answers);
        all.computeIfPresent(round, (_, answer) -> over(answer, ended.outcome()));
        if (isOpen(round)) {
            all.put(round, new Answer.Withheld(open.orElseThrow().state(), ended.outcome(), List.of()));
        }
        Map<Integer, Totals> known = new HashMap<>(totals);
        if (round.onTotals() && ended.sum().isPresent()) {
            known.put(round.analysis(), new Totals(ended.sum().get(), Set.copyOf(ended.survivors())));
        }
        return new Rounds(isOpen(round) ? Optional.empty() : open, all, Optional.empty(), history, known);
    }

    /// What is kept when nothing more leaves.
    Rounds withoutMasking() {
        return new Rounds(open, answers, Optional.empty(), history, totals);
    }

    /// A vector that has not arrived when its round is over is wanted by nobody.
    private static Answer over(Answer answer, String reason) {
        return answer instanceof Answer.Released(var state, var release, var _)
                ? new Answer.Undelivered(state, release, reason)
                : answer;
    }
}
