package org.isopleth.connector.work;

import java.time.InstantSource;
import java.util.List;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.connector.gate.Gate;
import org.isopleth.connector.gate.Proposal;
import org.isopleth.connector.gate.Verdict;
import org.isopleth.connector.study.FrozenCohort;
import org.isopleth.connector.study.Rounds;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.study.Study;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers rounds: fetches the state, computes, and asks the gate. For one thread.
final class RoundWork {
    private static final Logger LOG = LoggerFactory.getLogger(RoundWork.class);

    private final Gate gate;
    private final Patients patients;
    private final Transfers transfers;
    private final InstantSource clock;

    RoundWork(Gate gate, Patients patients, Transfers transfers, InstantSource clock) {
        this.gate = gate;
        this.patients = patients;
        this.transfers = transfers;
        this.clock = clock;
    }

    /// Contributes to a round, or says why not.
    ///
    /// @throws TransferException when the state cannot be fetched now and may be later
    void contribute(Task.Contribute task) throws InterruptedException {
        Rounds.Asked asked = task.asked();
        Study study = task.state().agreement().offer().study();
        if (!clock.instant().isBefore(asked.deadline())) {
            withhold(asked, ErrorCode.ROUND_CLOSED);
        } else if (asked.round().analysis() >= study.analyses().size()) {
            withhold(asked, ErrorCode.ROUND_UNKNOWN);
        } else if (task.state().cohort().isEmpty()) {
            // Nothing was frozen, or its deletion date has passed: the permit covers nothing any more.
            withhold(asked, ErrorCode.PERMIT_INVALID);
        } else {
            answer(study, task.state().cohort().get(), asked);
        }
    }

    private void answer(Study study, FrozenCohort cohort, Rounds.Asked asked) throws InterruptedException {
        byte[] bytes;
        try {
            bytes = transfers.download(asked.state());
        } catch (TransferException e) {
            if (e.passing()) {
                throw e;
            }
            withhold(asked, e.code());
            return;
        }
        Json.Obj json;
        try {
            json = CanonicalJson.parseCanonical(bytes).asObject();
        } catch (JsonException e) {
            withhold(asked, ErrorCode.REQUEST_INVALID);
            return;
        }
        Proposal proposal;
        try {
            AnalysisTable table = patients.frozen(asked.round().study(), cohort.table());
            proposal = proposal(study, asked, json, table);
        } catch (RuntimeException e) {
            // The state comes from outside and the rows from the hospital: whatever goes wrong between
            // them costs this round and must not stop the other studies.
            LOG.error("round {}: no contribution could be computed", asked.round(), e);
            withhold(asked, ErrorCode.INTERNAL);
            return;
        }
        switch (gate.judge(proposal)) {
            case Verdict.Allowed(var release) ->
                LOG.info("round {}: the gate released {} bytes", asked.round(), release.size());
            case Verdict.Refused(List<String> rules) ->
                LOG.warn("round {}: the gate refused: {}", asked.round(), String.join(", ", rules));
        }
    }

    private static Proposal proposal(Study study, Rounds.Asked asked, Json.Obj state, AnalysisTable table) {
        PreparedAnalysis prepared =
                Analyses.prepare(study, study.analyses().get(asked.round().analysis()));
        return new Proposal(
                asked.round(),
                asked.state(),
                prepared.declare(state),
                prepared.atSite().exposure(table),
                prepared.atSite().contribute(table, state));
    }

    private void withhold(Rounds.Asked asked, ErrorCode code) {
        gate.withhold(asked.round(), asked.state(), code.word());
        LOG.warn("round {}: nothing contributed: {}", asked.round(), code.word());
    }
}
