package org.isopleth.connector.work;

import java.time.Instant;
import java.util.List;
import org.isopleth.canonical.Digest;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.study.Readiness;
import org.isopleth.study.Study;

/// The hospital's data, as far as a study may see it. Called by one thread; closed at the program's end.
public interface Patients extends AutoCloseable {

    /// What a study's query found.
    ///
    /// @param table one row per patient; it lacks the columns of variables that cannot be served
    /// @param findings everything that stands in the way, in words of a closed list
    record Selection(AnalysisTable table, List<Readiness.Finding> findings) {
        public Selection {
            findings = List.copyOf(findings);
        }
    }

    /// That a table is kept.
    ///
    /// @param table the digest by which it is recognised
    /// @param deleteAt when it is deleted at the latest
    record Kept(Digest table, Instant deleteAt) {}

    /// Brings the semantic store up to date and runs the study's query.
    ///
    /// @throws PatientsAwayException when a source cannot be read now and may be later
    /// @throws PatientsUnreadableException when a source or the store cannot be read
    Selection select(Study study);

    /// Keeps a table, encrypted, until it is deleted. A study whose table is kept already keeps that one,
    /// whatever the data say now.
    ///
    /// @throws PatientsUnreadableException when it cannot be written
    Kept freeze(Digest study, AnalysisTable table, Instant deleteAt);

    /// The table kept for a study.
    ///
    /// @throws PatientsUnreadableException when it cannot be read, or is not the one of this digest
    AnalysisTable frozen(Digest study, Digest table);

    /// Deletes the table kept for a study; nothing happens when there is none.
    void delete(Digest study);

    @Override
    default void close() {}
}
