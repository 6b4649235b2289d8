package org.isopleth.analysis.cox;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.analysis.design.LevelCounts;
import org.isopleth.analysis.design.Vector;
import org.isopleth.analysis.regression.JointSums;
import org.isopleth.analysis.regression.RowModel;
import org.isopleth.analysis.regression.Stage;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.Exposure;
import org.isopleth.tensor.TensorException;

/// The part of a Cox model that sees patients.
///
/// @param model what both halves know
record CoxRows(CoxModel model) implements RowModel {

    @Override
    public double outcome(AnalysisTable cases, int row) {
        // Checked here so that a time out of range is found in the first round.
        time(cases, row);
        return model.event().holds(cases, row) ? 1 : 0;
    }

    @Override
    public void addJoint(AnalysisTable cases, double[][] measured, Stage.Newton stage, JointSums sums) {
        Vector coefficients = stage.search().candidate();
        SortedMap<Long, List<RiskSets.Patient>> strata = new TreeMap<>();
        for (int row = 0; row < measured.length; row++) {
            Vector z = Vector.of(measured[row]);
            double eta = 0;
            for (int j = 0; j < z.size(); j++) {
                eta += coefficients.get(j) * z.get(j);
            }
            boolean event = model.event().holds(cases, row);
            strata.computeIfAbsent(model.stratification().of(cases, row), _ -> new ArrayList<>())
                    .add(new RiskSets.Patient(time(cases, row), event, z, eta));
        }
        for (List<RiskSets.Patient> stratum : strata.values()) {
            new RiskSets(coefficients.size(), model.ties(), sums).add(stratum.toArray(RiskSets.Patient[]::new));
        }
    }

    double time(AnalysisTable cases, int row) {
        if (!(cases.column(model.time().variable()) instanceof Column.Numeric numeric)) {
            throw new TensorException("variable '" + model.time().variable() + "' is of another kind than declared");
        }
        return model.time().check(numeric.value(row));
    }

    /// Patients with and without the event, as of any 0/1 column: a single patient without it is given away
    /// like a single one with it.
    @Override
    public List<Exposure.Count> outcomeClasses(AnalysisTable cases) {
        List<Exposure.Count> classes = new ArrayList<>(model.event().classes(cases));
        classes.addAll(LevelCounts.of(cases, model.time().variable()));
        return classes;
    }

    @Override
    public OptionalInt events(AnalysisTable cases) {
        int events = 0;
        for (int row = 0; row < cases.rows(); row++) {
            events += model.event().holds(cases, row) ? 1 : 0;
        }
        return OptionalInt.of(events);
    }

    @Override
    public List<Exposure.Count> strata(AnalysisTable cases) {
        return model.stratification().counts(cases);
    }
}
