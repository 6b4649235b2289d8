package org.isopleth.connector.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.connector.semantic.Acquisition;
import org.isopleth.connector.semantic.ImageSeries;
import org.isopleth.connector.semantic.SemanticFixture;
import org.isopleth.connector.semantic.SemanticStore;
import org.isopleth.connector.semantic.SeriesFeatures;
import org.isopleth.connector.source.SourceTable;
import org.isopleth.ontology.mapping.MappingDocument;
import org.isopleth.radiomics.Extraction;
import org.isopleth.radiomics.conformance.DigitalPhantom;
import org.isopleth.radiomics.feature.Measurement;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Cohort;
import org.isopleth.study.Deadlines;
import org.isopleth.study.FeatureRequest;
import org.isopleth.study.FeatureRequest.Measured;
import org.isopleth.study.Readiness.Cause;
import org.isopleth.study.Readiness.Finding;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A study's features become columns of its table: those of its settings, region and time point, and no others.
class FeatureCohortTest {
    private static final Json.Obj SETTINGS = Json.object().with("radiomics", 1).build();
    private static final Json.Obj OTHER_SETTINGS =
            Json.object().with("radiomics", 2).build();
    private static final Measured MEAN = new Measured("mean", "Q4LE", Optional.empty());
    private static final Measured CONTRAST = new Measured("contrast", "ACUI", Optional.of("3D, averaged"));
    private static final List<Measurement> MEASURED =
            Extraction.measure(DigitalPhantom.region(), DigitalPhantom.settings(Settings.Dimension.IN_SPACE));

    @TempDir
    Path folder;

    private SemanticStore store;
    private String software = "isopleth-radiomics 0.1.0";

    @BeforeEach
    void publishTheTable() throws Exception {
        SemanticFixture fixture = new SemanticFixture(folder);
        MappingDocument mapping = fixture.mapping(
                "register",
                "id,age\np1,60\np2,70\n",
                "columns:\n  - {column: age, term: ncit:C25150, kind: numeric, unit: a}\n");
        store = fixture.store();
        store.publish(mapping, SourceTable.of(mapping.source()), Instant.EPOCH);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void features_are_columns_to_their_last_bit_and_missing_where_nothing_was_measured() {
        measure("p1", 1, "baseline", SETTINGS, Map.of("GTVp1", 592.0));
        BuiltCohort cohort = build("GTVp1", "baseline", MEAN, CONTRAST);
        assertEquals(
                List.of(List.of(value(MEAN), value(CONTRAST)), List.of(Double.NaN, Double.NaN)),
                numbers(cohort.table()));
        assertEquals(List.of(), cohort.findings());
    }

    @Test
    void other_settings_regions_and_time_points_are_other_variables() {
        measure("p1", 1, "baseline", OTHER_SETTINGS, Map.of("GTVp1", 592.0));
        measure("p2", 2, "follow-up-1", SETTINGS, Map.of("GTVp1", 592.0));
        measure("p2", 3, "baseline", SETTINGS, Map.of("GTVp2", 592.0));
        BuiltCohort cohort = build("GTVp1", "baseline", MEAN);
        assertEquals(List.of(List.of(Double.NaN), List.of(Double.NaN)), numbers(cohort.table()));
        assertEquals(List.of(new Finding(Cause.UNMEASURED, "mean", "")), cohort.findings());
        assertEquals(
                List.of(List.of(value(MEAN)), List.of(Double.NaN)),
                numbers(build("GTVp1", "follow-up-1", MEAN).table()));
    }

    @Test
    void the_only_lesion_of_a_name_is_found_with_and_without_its_number() {
        measure("p1", 1, "baseline", SETTINGS, Map.of("GTVp", 592.0));
        measure("p2", 2, "baseline", SETTINGS, Map.of("GTVp1", 592.0, "GTVpAir", 9.0));
        List<List<Double>> both = List.of(List.of(value(MEAN)), List.of(value(MEAN)));
        assertEquals(both, numbers(build("GTVp1", "baseline", MEAN).table()));
        assertEquals(both, numbers(build("GTVp", "baseline", MEAN).table()));
        List<List<Double>> none = List.of(List.of(Double.NaN), List.of(Double.NaN));
        assertEquals(none, numbers(build("GTVp2", "baseline", MEAN).table()));
        assertEquals(none, numbers(build("GTVp11", "baseline", MEAN).table()));
    }

    @Test
    void of_several_lesions_of_a_name_none_is_taken_for_the_one() {
        measure("p1", 1, "baseline", SETTINGS, Map.of("GTVp1", 592.0, "GTVp2", 592.0), "GTVp2");
        BuiltCohort cohort = build("GTVp", "baseline", MEAN);
        assertEquals(List.of(List.of(Double.NaN), List.of(Double.NaN)), numbers(cohort.table()));
        assertEquals(1, cohort.account().variables().getFirst().conflicting());
        assertEquals(
                List.of(List.of(value(MEAN)), List.of(Double.NaN)),
                numbers(build("GTVp1", "baseline", MEAN).table()));
    }

    @Test
    void the_largest_region_is_the_one_of_the_most_voxels_of_that_time_point() {
        measure("p1", 1, "baseline", SETTINGS, Map.of("GTVp1", 100.0, "GTVn1", 900.0), "GTVn1");
        measure("p1", 2, "follow-up-1", SETTINGS, Map.of("GTVp1", 5_000.0));
        measure("p2", 3, "baseline", SETTINGS, Map.of("GTVp1", 900.0, "GTVn1", 100.0), "GTVn1");
        assertEquals(
                List.of(List.of(value(MEAN)), List.of(2 * value(MEAN))),
                numbers(build(FeatureRequest.LARGEST, "baseline", MEAN).table()));
    }

    @Test
    void two_series_that_contradict_each_other_give_no_value() {
        measure("p1", 1, "baseline", SETTINGS, Map.of("GTVp1", 592.0));
        measure("p1", 2, "baseline", SETTINGS, Map.of("GTVp1", 592.0), "GTVp1");
        BuiltCohort cohort = build("GTVp1", "baseline", MEAN);
        assertEquals(List.of(List.of(Double.NaN), List.of(Double.NaN)), numbers(cohort.table()));
        assertEquals(1, cohort.account().variables().getFirst().conflicting());
    }

    @Test
    void what_another_version_of_the_software_measured_is_not_mixed_in() {
        measure("p1", 1, "baseline", SETTINGS, Map.of("GTVp1", 592.0));
        software = "isopleth-radiomics 0.2.0";
        measure("p2", 2, "baseline", SETTINGS, Map.of("GTVp1", 592.0));
        assertEquals(
                List.of(List.of(value(MEAN)), List.of(Double.NaN)),
                numbers(build("GTVp1", "baseline", MEAN).table()),
                "p2 alone");
    }

    private BuiltCohort build(String region, String timePoint, Measured... measured) {
        List<Variable> variables = new ArrayList<>();
        for (Measured feature : measured) {
            Unit unit = feature.equals(MEAN) ? new Unit("[i]") : Unit.ONE;
            variables.add(new Variable.Numeric(
                    feature.variable(), Optional.of(TermId.parse("ro:" + feature.feature())), unit, -1000, 10_000));
        }
        Study study = new Study(
                "t",
                "q",
                "p",
                List.of(),
                variables,
                Optional.of(new FeatureRequest(SETTINGS, region, timePoint, List.of(measured))),
                Cohort.EVERYONE,
                List.of(new AnalysisPlan(
                        new AnalysisId("summary", 1), "a", Json.object().build())),
                new Study.PrivacyTerms(ReleaseLevel.SITE_LEVEL, 1),
                Deadlines.DEFAULT);
        return new CohortBuilder(store, software).build(study);
    }

    private static double value(Measured measured) {
        return MEASURED.stream()
                .filter(one -> one.feature().id().equals(measured.feature())
                        && one.aggregation()
                                .word()
                                .equals(measured.aggregation().orElse("n/a")))
                .findFirst()
                .orElseThrow()
                .value();
    }

    /// @param volumes of the regions, in mm³
    /// @param doubled regions whose features are twice as large, to be told apart
    private void measure(
            String patient,
            int series,
            String timePoint,
            Json.Obj settings,
            Map<String, Double> volumes,
            String... doubled) {
        String name = String.format("%032x", series);
        Digest content = Digest.of(name);
        TreeMap<String, SeriesFeatures.Lesion> regions = new TreeMap<>();
        volumes.forEach((region, volume) -> regions.put(
                region,
                new SeriesFeatures.Measured(
                        volume,
                        MEASURED.stream()
                                .map(one -> new Measurement(
                                        one.feature(),
                                        one.aggregation(),
                                        Arrays.asList(doubled).contains(region) ? 2 * one.value() : one.value()))
                                .toList())));
        ImageSeries described = new ImageSeries(
                name,
                store.pseudonyms().of(patient),
                content,
                new ImageSeries.TimePoint(timePoint, 0),
                new Acquisition(
                        "CT",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        new Vector3(1, 1, 1),
                        false),
                new TreeSet<>(volumes.keySet()),
                Set.of());
        store.images()
                .replace(
                        described,
                        List.of(new SeriesFeatures(CanonicalJson.digest(settings), software, regions)),
                        Instant.EPOCH);
    }

    /// The table's rows; patients with values first.
    private static List<List<Double>> numbers(AnalysisTable table) {
        List<List<Double>> rows = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            List<Double> values = new ArrayList<>();
            for (Column column : table.columns()) {
                values.add(((Column.Numeric) column).value(row));
            }
            rows.add(values);
        }
        return sorted(rows);
    }

    private static List<List<Double>> sorted(List<List<Double>> rows) {
        List<List<Double>> sorted = new ArrayList<>(rows);
        Collections.sort(sorted, (one, other) -> Double.compare(one.getFirst(), other.getFirst()));
        return sorted;
    }
}
