package org.isopleth.connector.work;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.RoundOutline;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.TallyCell;
import org.isopleth.connector.gate.Gate;
import org.isopleth.connector.gate.Proposal;
import org.isopleth.connector.gate.Telling;
import org.isopleth.connector.gate.Verdict;
import org.isopleth.connector.study.FrozenCohort;
import org.isopleth.connector.study.Rounds;
import org.isopleth.connector.study.SiteStudy;
import org.isopleth.disclosure.noise.NoisePlan;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.masking.MaskingMessageJson;
import org.isopleth.masking.Signed;
import org.isopleth.masking.key.MaskingException;
import org.isopleth.study.Study;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.TensorDeclaration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers rounds: fetches the state, computes, and asks the gate. For one thread.
final class RoundWork {
    private static final Logger LOG = LoggerFactory.getLogger(RoundWork.class);

    private final Gate gate;
    private final Patients patients;
    private final Transfers transfers;
    private final InstantSource clock;
    private final LongSupplier processorNanos;

    /// What was computed when a masked round began, for when it is to be masked; after a restart it is computed
    /// again.
    private Optional<Proposal> begun = Optional.empty();

    /// @param processorNanos the processor time of the thread that asks, in nanoseconds
    RoundWork(Gate gate, Patients patients, Transfers transfers, InstantSource clock, LongSupplier processorNanos) {
        this.gate = gate;
        this.patients = patients;
        this.transfers = transfers;
        this.clock = clock;
        this.processorNanos = processorNanos;
    }

    /// Contributes to a round, or says why not. To a masked one it begins to.
    ///
    /// @throws TransferException when the state cannot be fetched now and may be later
    void contribute(Task.Contribute task) throws InterruptedException {
        Rounds.Asked asked = task.asked();
        if (asked.proposal().isPresent()) {
            begin(task.state(), asked);
        } else if (!clock.instant().isBefore(asked.deadline())) {
            withhold(asked, ErrorCode.ROUND_CLOSED);
        } else {
            Optional<Proposal> proposal = proposal(task.state(), asked);
            if (proposal.isPresent()) {
                log(asked, gate.judge(proposal.get()));
            }
        }
    }

    /// Masks the contribution to a round.
    ///
    /// @throws TransferException when the state cannot be fetched now and may be later
    void mask(Task.Mask task) throws InterruptedException {
        Optional<Proposal> kept =
                begun.filter(earlier -> earlier.round().equals(task.asked().round()));
        begun = Optional.empty();
        Optional<Proposal> proposal = kept.isPresent() ? kept : proposal(task.state(), task.asked());
        if (proposal.isPresent()) {
            log(task.asked(), gate.mask(proposal.get()));
        }
    }

    private void begin(SiteStudy.Participating taking, Rounds.Asked asked) throws InterruptedException {
        Signed<org.isopleth.masking.Proposal> signed;
        try {
            signed = MaskingMessageJson.readProposal(asked.proposal().orElseThrow());
        } catch (MaskingException e) {
            withhold(asked, ErrorCode.REQUEST_INVALID);
            return;
        }
        begun = proposal(taking, asked);
        if (begun.isPresent()) {
            log(asked, gate.begin(begun.get(), signed));
        }
    }

    private void log(Rounds.Asked asked, Verdict verdict) {
        switch (verdict) {
            case Verdict.Allowed(var release) ->
                LOG.info("round {}: the gate released {} bytes", asked.round(), release.size());
            case Verdict.Begun() -> LOG.info("round {}: the gate allows a masked contribution", asked.round());
            case Verdict.Refused(List<String> rules) ->
                LOG.warn("round {}: the gate refused: {}", asked.round(), String.join(", ", rules));
        }
    }

    /// What this site would contribute; empty when it said why it cannot.
    private Optional<Proposal> proposal(SiteStudy.Participating taking, Rounds.Asked asked)
            throws InterruptedException {
        Study study = taking.agreement().offer().study();
        if (asked.round().analysis() >= study.analyses().size()) {
            return withhold(asked, ErrorCode.ROUND_UNKNOWN);
        }
        if (taking.cohort().isEmpty()) {
            // Nothing was frozen, or its deletion date has passed: the permit covers nothing any more.
            return withhold(asked, ErrorCode.PERMIT_INVALID);
        }
        boolean masked = asked.proposal().isPresent();
        Optional<Rounds.Totals> rests = masked ? taking.rounds().totalsFor(asked.round()) : Optional.empty();
        boolean onTotals = asked.round().onTotals();
        if (masked ? !onTotals && rests.isEmpty() : onTotals) {
            return withhold(asked, ErrorCode.ROUND_UNKNOWN);
        }
        try {
            Json.Obj state = json(transfers.download(asked.state()));
            Optional<byte[]> totals = rests.isPresent()
                    ? Optional.of(transfers.download(rests.get().sum()))
                    : Optional.empty();
            return computed(taking, study, asked, new Fetched(state, totals));
        } catch (TransferException e) {
            if (e.passing()) {
                throw e;
            }
            return withhold(asked, e.code());
        } catch (JsonException e) {
            return withhold(asked, ErrorCode.REQUEST_INVALID);
        }
    }

    /// What came from the coordinator for a round.
    ///
    /// @param totals what the sum rests on, when it is masked
    private record Fetched(Json.Obj state, Optional<byte[]> totals) {}

    private static Json.Obj json(byte[] bytes) {
        return CanonicalJson.parseCanonical(bytes).asObject();
    }

    private Optional<Proposal> computed(
            SiteStudy.Participating taking, Study study, Rounds.Asked asked, Fetched fetched) {
        try {
            PreparedAnalysis prepared =
                    Analyses.prepare(study, study.analyses().get(asked.round().analysis()));
            if (prepared.holdsOut() && taking.rounds().releasesBeside(asked.round()) >= planned(prepared)) {
                // Every model that is judged says something of those held out, whoever made it up.
                LOG.warn("round {}: more rounds are asked for than the study plans", asked.round());
                return withhold(asked, ErrorCode.REQUEST_INVALID);
            }
            FrozenCohort cohort = taking.cohort().orElseThrow();
            AnalysisTable table = patients.frozen(asked.round().study(), cohort.table());
            return Optional.of(
                    asked.round().onTotals()
                            ? totals(prepared, asked, table)
                            : contribution(prepared, asked, new Tellings(study, table), fetched));
        } catch (RuntimeException e) {
            // The state comes from outside and the rows from the hospital: whatever goes wrong between
            // them costs this round and must not stop the other studies.
            LOG.error("round {}: no contribution could be computed", asked.round(), e);
            return withhold(asked, ErrorCode.INTERNAL);
        }
    }

    private static long planned(PreparedAnalysis prepared) {
        return prepared.outline().stream().mapToLong(RoundOutline::atMost).sum();
    }

    private static Proposal totals(PreparedAnalysis prepared, Rounds.Asked asked, AnalysisTable table) {
        Exposure exposure = prepared.atSite().exposure(table);
        return new Proposal(
                asked.round(),
                asked.state(),
                Tally.declare(prepared.tally()),
                exposure,
                Tally.of(prepared.tally(), exposure).contribution(),
                prepared.atSite().behind(table),
                new Proposal.Visible.TotalsOfSites(),
                Optional.empty(),
                Optional.empty());
    }

    private Proposal contribution(PreparedAnalysis prepared, Rounds.Asked asked, Tellings tellings, Fetched fetched) {
        AnalysisTable table = tellings.table();
        List<TallyCell> cells = prepared.tally();
        Proposal.Visible visible = fetched.totals()
                .<Proposal.Visible>map(bytes -> new Proposal.Visible.SumOfSites(
                        Tally.read(cells, Contribution.read(Tally.declare(cells), bytes))))
                .orElseGet(Proposal.Visible.Contributed::new);
        long before = processorNanos.getAsLong();
        Contribution contribution = prepared.atSite().contribute(table, fetched.state());
        Duration took = Duration.ofNanos(processorNanos.getAsLong() - before);
        List<TensorDeclaration> declared = prepared.declare(fetched.state());
        Optional<NoisePlan> noise =
                prepared.plan().privacy().map(terms -> NoisePlan.of(terms, prepared.sensitivities(fetched.state())));
        noise.ifPresent(
                plan -> plan.requireRoom(declared, gate.privacy().masking().maximumSites()));
        // Noise hides each patient by itself, however often the meter would ask.
        Optional<Telling> telling = noise.isPresent()
                ? Optional.empty()
                : Optional.of(tellings.telling(
                        asked.round().analysis(), fetched.state(), fetched.totals(), contribution, took));
        return new Proposal(
                asked.round(),
                asked.state(),
                declared,
                prepared.atSite().exposure(table),
                contribution,
                prepared.atSite().behind(table),
                visible,
                noise,
                telling);
    }

    private Optional<Proposal> withhold(Rounds.Asked asked, ErrorCode code) {
        gate.withhold(asked.round(), asked.state(), code.word());
        LOG.warn("round {}: nothing contributed: {}", asked.round(), code.word());
        return Optional.empty();
    }
}
