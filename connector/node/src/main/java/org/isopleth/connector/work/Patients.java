package org.isopleth.connector.work;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.study.Readiness;
import org.isopleth.study.Study;

/// The hospital's data, as far as a study may see it. Called by one thread, but for [#measure] and [#serve], which
/// another calls meanwhile; closed at the program's end.
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
    /// @param readiness what was found of it when it was frozen, and by which passport its features were measured
    record Kept(Digest table, Instant deleteAt, Readiness readiness) {}

    /// Brings the features up to date that a study asks for; may take hours. What was measured until it ends,
    /// however it ends, is not measured again.
    ///
    /// @throws PatientsAwayException when a source cannot be read now and may be later
    /// @throws PatientsUnreadableException when a source or the store cannot be read
    /// @throws WorkStoppedException when the watch says so
    default void measure(Study study, Watch watch) {}

    /// Does one thing that the site's own people asked for, if anything waits.
    ///
    /// @throws WorkStoppedException when the watch says so; then it still waits
    default void serve(Watch watch) {}

    /// Brings the semantic store's tables up to date and runs the study's query.
    ///
    /// @throws PatientsAwayException when a source cannot be read now and may be later
    /// @throws PatientsUnreadableException when a source or the store cannot be read
    Selection select(Study study);

    /// What is kept for a study already: the program was killed before it answered.
    ///
    /// @throws PatientsUnreadableException when it cannot be read
    Optional<Kept> kept(Digest study);

    /// Keeps a table, encrypted, until it is deleted, with what the study is to be told of it.
    ///
    /// @throws PatientsUnreadableException when it cannot be written
    Kept freeze(Digest study, AnalysisTable table, Readiness readiness, Instant deleteAt);

    /// The table kept for a study.
    ///
    /// @throws PatientsUnreadableException when it cannot be read, or is not the one of this digest
    AnalysisTable frozen(Digest study, Digest table);

    /// Deletes the table kept for a study; nothing happens when there is none.
    void delete(Digest study);

    @Override
    default void close() {}
}
