package org.isopleth.connector.cohort;

import java.util.List;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.study.Readiness;

/// A study's patients at this site. Immutable, thread-safe.
///
/// @param table one row per patient, in the order of their pseudonyms
/// @param findings what stands in the way; tells variables, never values
/// @param patients their pseudonyms, in that order; never leave the hospital
/// @param account exact numbers for the site's own people
public record BuiltCohort(
        AnalysisTable table, List<String> patients, List<Readiness.Finding> findings, CohortAccount account) {
    public BuiltCohort {
        patients = List.copyOf(patients);
        findings = List.copyOf(findings);
    }
}
