package org.isopleth.connector.study;

import java.time.Instant;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.CohortSize;

/// That the cohort of a study was frozen; the table itself lies encrypted elsewhere. Immutable,
/// thread-safe.
///
/// @param table digest of the frozen table, by which it is recognised when it is opened
/// @param size the band of the number of patients
/// @param deleteAt when it is deleted, whether the study has ended or not
public record FrozenCohort(Digest table, CohortSize size, Instant deleteAt) {

    Json.Obj json() {
        return Json.object()
                .with("table", table.hex())
                .with("size", size.words())
                .with("deleteAt", deleteAt.toString())
                .build();
    }

    static FrozenCohort read(Json.Obj in) {
        return new FrozenCohort(
                new Digest(in.text("table")), CohortSize.parse(in.text("size")), Instant.parse(in.text("deleteAt")));
    }
}
