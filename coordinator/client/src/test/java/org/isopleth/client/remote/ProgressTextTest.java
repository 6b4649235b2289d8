package org.isopleth.client.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.CohortSize;
import org.isopleth.study.Passport;
import org.isopleth.study.Readiness;
import org.junit.jupiter.api.Test;

/// Who watches a study reads what each site measures with, and what to do when it stops for that.
class ProgressTextTest {
    private static Json.Builder event(String kind) {
        return Json.object().with("at", "2026-11-21T08:00:00Z").with("event", kind);
    }

    @Test
    void a_site_that_is_ready_says_what_it_measures_with() {
        Passport passport = new Passport("isopleth-radiomics 0.1.0", 482, 482, Digest.of("values"));
        Readiness readiness = new Readiness(CohortSize.FROM_50, List.of(), Optional.of(passport));
        assertEquals(
                "08:00:00  north is ready with 50-99 patients, measures images with isopleth-radiomics 0.1.0: 482 of"
                        + " 482 IBSI reference values, passport " + passport.shortDigest(),
                ProgressText.line(event("readiness-received")
                        .with("site", "north")
                        .with("readiness", readiness.json())
                        .build()));
    }

    @Test
    void a_study_that_stopped_says_what_to_do() {
        String line = ProgressText.line(
                event("study-ended").with("outcome", "passports-differ").build());
        assertTrue(line.contains("has ended: passports-differ: the sites do not all measure"), line);
        assertTrue(line.contains("install the same release of the connector"), line);
        assertEquals(
                "08:00:00  the study has ended: completed",
                ProgressText.line(
                        event("study-ended").with("outcome", "completed").build()));
    }
}
