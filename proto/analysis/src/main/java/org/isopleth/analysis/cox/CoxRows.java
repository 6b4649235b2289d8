package org.isopleth.analysis.cox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.analysis.design.LevelCounts;
import org.isopleth.analysis.design.Symmetric;
import org.isopleth.analysis.design.Vector;
import org.isopleth.analysis.regression.JointSums;
import org.isopleth.analysis.regression.RowModel;
import org.isopleth.analysis.regression.Stage;
import org.isopleth.analysis.regression.Tensors;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.fact.Fact;
import org.isopleth.cohort.fact.Patient;
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

    @Override
    public Map<String, double[]> factColumns(AnalysisTable table) {
        double[] times = new double[table.rows()];
        double[] strata = new double[table.rows()];
        for (int row = 0; row < times.length; row++) {
            boolean told = true;
            for (String name : model.variables()) {
                told &= !table.column(name).isMissing(row);
            }
            times[row] = told ? time(table, row) : Double.NaN;
            strata[row] = told ? model.stratification().of(table, row) : Double.NaN;
        }
        return Map.of(timeColumn(), times, stratumColumn(), strata);
    }

    private String timeColumn() {
        return "time of " + model.plan().plan().name();
    }

    private String stratumColumn() {
        return "stratum of " + model.plan().plan().name();
    }

    /// Gradient, information and log-likelihood are no sums over patients but over events, each with a whole
    /// risk set.
    @Override
    public List<Fact> facts(JointPatients patients, String outcome, Stage.Newton stage) {
        int p = model.plan().parameters();
        return List.of(new Fact.Information(
                model.plan().plan().name() + " at " + stage.search().candidate().json(),
                patients.members(),
                model.plan().covariates().names(),
                hospitals -> information(hospitals, outcome, stage),
                p + p * (p + 1) / 2 + 1,
                patients.others()));
    }

    /// In the columns' own units, which are the standardised ones times their deviations.
    private double[][] information(List<List<Patient>> hospitals, String outcome, Stage.Newton stage) {
        JointSums sums = new JointSums(Tensors.declare(model, stage));
        for (List<Patient> hospital : hospitals) {
            SortedMap<Double, List<RiskSets.Patient>> strata = new TreeMap<>();
            for (Patient patient : hospital) {
                strata.computeIfAbsent(patient.value(stratumColumn()), _ -> new ArrayList<>())
                        .add(patient(patient, outcome, stage));
            }
            for (List<RiskSets.Patient> stratum : strata.values()) {
                new RiskSets(model.plan().parameters(), model.ties(), sums)
                        .add(stratum.toArray(RiskSets.Patient[]::new));
            }
        }
        int p = model.plan().parameters();
        Symmetric standardised = new Symmetric(p, sums.total().values(Tensors.INFORMATION));
        double[][] information = new double[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                information[i][j] = standardised.get(i, j)
                        * stage.columns().deviations().get(i)
                        * stage.columns().deviations().get(j);
            }
        }
        return information;
    }

    private RiskSets.Patient patient(Patient patient, String outcome, Stage.Newton stage) {
        List<String> names = model.plan().covariates().names();
        Vector z = Vector.generate(
                names.size(),
                j -> (patient.value(names.get(j)) - stage.columns().means().get(j))
                        / stage.columns().deviations().get(j));
        double eta = stage.search().candidate().dot(z);
        return new RiskSets.Patient(patient.value(timeColumn()), patient.value(outcome) == 1, z, eta);
    }
}
