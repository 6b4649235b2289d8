package org.isopleth.connector.main;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.site.SiteId;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Cohort;
import org.isopleth.study.Deadlines;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.unit.Unit;

/// A study of age, dose and sex, and tables for it.
public final class TestStudies {
    private TestStudies() {}

    public static Study study(String title, ReleaseLevel release) {
        List<Variable> variables = List.of(
                new Variable.Numeric("age", Optional.empty(), new Unit("a"), 0, 120),
                new Variable.Numeric("dose", Optional.empty(), new Unit("Gy"), 0, 100),
                new Variable.Categorical(
                        "sex",
                        Optional.empty(),
                        List.of(
                                new Variable.Level("female", Optional.empty()),
                                new Variable.Level("male", Optional.empty()))));
        List<AnalysisPlan> analyses = List.of(
                new AnalysisPlan(
                        AnalysisId.parse("summary@1"), "describe", Json.object().build()),
                new AnalysisPlan(
                        AnalysisId.parse("glm@1"),
                        "dose-by-age",
                        Json.object()
                                .with("family", "gaussian")
                                .with("outcome", "dose")
                                .with("covariates", Json.ofTexts(List.of("age", "sex")))
                                .build()));
        return study(title, release, variables, analyses);
    }

    public static Study study(
            String title, ReleaseLevel release, List<Variable> variables, List<AnalysisPlan> analyses) {
        return new Study(
                title,
                "Does dose depend on age?",
                "To test a connector.",
                List.of(),
                variables,
                Cohort.EVERYONE,
                analyses,
                new Study.PrivacyTerms(release, 1),
                Deadlines.DEFAULT);
    }

    /// Patients, the same for the same seed.
    public static AnalysisTable table(int rows, long seed) {
        Random random = new Random(seed);
        double[] age = new double[rows];
        double[] dose = new double[rows];
        int[] sex = new int[rows];
        for (int row = 0; row < rows; row++) {
            age[row] = 40 + random.nextInt(45);
            dose[row] = 20 + 0.3 * age[row] + random.nextGaussian();
            sex[row] = row % 2;
        }
        return new AnalysisTable(
                rows,
                List.of(
                        new Column.Numeric("age", age),
                        new Column.Numeric("dose", dose),
                        new Column.Categorical("sex", List.of("female", "male"), sex)));
    }

    /// The study of sums over three sites.
    public static Study masked(String title) {
        Study plain = study(title, ReleaseLevel.SUM_ONLY);
        return new Study(
                plain.title(),
                plain.question(),
                plain.purpose(),
                plain.sites(),
                plain.variables(),
                plain.cohort(),
                plain.analyses(),
                new Study.PrivacyTerms(ReleaseLevel.SUM_ONLY, 3),
                plain.deadlines());
    }

    /// Patients of three sites.
    public static SortedMap<SiteId, AnalysisTable> threeTables() {
        SortedMap<SiteId, AnalysisTable> tables = new TreeMap<>();
        tables.put(new SiteId("aurora"), table(60, 1));
        tables.put(new SiteId("borealis"), table(40, 2));
        tables.put(new SiteId("cygnus"), table(50, 3));
        return tables;
    }
}
