package org.isopleth.connector.work;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.TallyCell;
import org.isopleth.cohort.fact.Facts;
import org.isopleth.connector.gate.Telling;
import org.isopleth.connector.gate.Told;
import org.isopleth.store.Body;
import org.isopleth.study.Study;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Tensor;

/// What a study's contributions tell of the patients of one frozen table, now and once more after a restart.
record Tellings(Study study, AnalysisTable table) {
    /// Longer states are not remembered; nobody's facts follow from them yet.
    private static final int LONGEST_STATE = Body.MAX_BYTES / 2;

    /// @param totals of the sites, where the sum rests on them
    /// @param took the processor time the contribution took
    Telling telling(int analysis, Json.Obj state, Optional<byte[]> totals, Contribution contribution, Duration took) {
        Told.Described message = new Told.Described(analysis, state, totals.map(Bytes::new));
        Facts facts = facts(message, contribution);
        return new Telling(remembered(message, contribution), facts, took, this::again);
    }

    private static Told remembered(Told.Described message, Contribution contribution) {
        return CanonicalJson.bytes(message.state()).length > LONGEST_STATE
                ? new Told.Numbers(
                        contribution.tensors().stream().mapToInt(Tensor::length).reduce(0, Math::addExact))
                : message;
    }

    private Facts again(Told told) {
        return switch (told) {
            case Told.Described message ->
                facts(message, prepared(message.analysis()).atSite().contribute(table, message.state()));
            case Told.Numbers(int count) -> Facts.unknown(table.rows(), count);
        };
    }

    private Facts facts(Told.Described message, Contribution contribution) {
        PreparedAnalysis prepared = prepared(message.analysis());
        List<TallyCell> cells = prepared.tally();
        Optional<Tally> others = message.totals()
                .map(bytes -> Tally.read(cells, Contribution.read(Tally.declare(cells), bytes.array())))
                .flatMap(total -> total.minus(Tally.of(cells, prepared.atSite().exposure(table))));
        return prepared.atSite().facts(table, message.state(), contribution, others);
    }

    private PreparedAnalysis prepared(int analysis) {
        return Analyses.prepare(study, study.analyses().get(analysis));
    }
}
