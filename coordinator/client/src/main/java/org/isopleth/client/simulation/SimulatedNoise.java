package org.isopleth.client.simulation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.AtCoordinator;
import org.isopleth.analysis.AtSite;
import org.isopleth.analysis.EqualityClass;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.RoundOutline;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.RowsBehind;
import org.isopleth.cohort.TallyCell;
import org.isopleth.disclosure.noise.ContributionNoise;
import org.isopleth.disclosure.noise.NoisePlan;
import org.isopleth.disclosure.noise.RandomBits;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.NoiseTerms;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Sensitivity;
import org.isopleth.tensor.TensorDeclaration;

/// An analysis whose simulated sites add the noise that its plan asks for, as their gates would. A simulated
/// site has no
/// secret: its noise follows from the study and from what it would contribute, so that a simulation can be
/// repeated. Immutable, thread-safe.
///
/// @param own the analysis itself
/// @param terms what its plan asks for
/// @param study which study it belongs to
record SimulatedNoise(PreparedAnalysis own, NoiseTerms terms, Digest study) implements PreparedAnalysis {

    /// The analysis, with noise if its plan asks for noise.
    static PreparedAnalysis of(PreparedAnalysis analysis, Digest study) {
        return analysis.plan()
                .privacy()
                .<PreparedAnalysis>map(terms -> new SimulatedNoise(analysis, terms, study))
                .orElse(analysis);
    }

    @Override
    public AnalysisPlan plan() {
        return own.plan();
    }

    @Override
    public EqualityClass equality() {
        return own.equality();
    }

    @Override
    public List<String> variables() {
        return own.variables();
    }

    @Override
    public boolean holdsOut() {
        return own.holdsOut();
    }

    @Override
    public Optional<Exposure.JointPlan> jointPlan() {
        return own.jointPlan();
    }

    @Override
    public List<TensorDeclaration> declare(Json.Obj state) {
        return own.declare(state);
    }

    @Override
    public List<RoundOutline> outline() {
        return own.outline();
    }

    @Override
    public List<TallyCell> tally() {
        return own.tally();
    }

    @Override
    public List<Sensitivity> sensitivities(Json.Obj state) {
        return own.sensitivities(state);
    }

    @Override
    public AtCoordinator atCoordinator() {
        return own.atCoordinator();
    }

    @Override
    public AtSite atSite() {
        return new AtSite() {
            @Override
            public Exposure exposure(AnalysisTable table) {
                return own.atSite().exposure(table);
            }

            @Override
            public List<RowsBehind> behind(AnalysisTable table) {
                return own.atSite().behind(table);
            }

            @Override
            public Contribution contribute(AnalysisTable table, Json.Obj state) {
                return noised(own.atSite().contribute(table, state), state);
            }
        };
    }

    private Contribution noised(Contribution plain, Json.Obj state) {
        String about = "simulated noise\n" + study.hex() + "\n" + CanonicalJson.text(state) + "\n"
                + plain.digest().hex();
        NoisePlan plan = NoisePlan.of(terms, own.sensitivities(state));
        return ContributionNoise.add(plain, own.declare(state), plan, bits(about));
    }

    /// Bits that look random and hide nothing: hashes of a text and a counter. For one thread.
    private static RandomBits bits(String about) {
        long[] drawn = {0};
        return () -> {
            byte[] text = (about + "\n" + drawn[0]++).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(Digest.of(text).bytes()).getLong();
        };
    }
}
