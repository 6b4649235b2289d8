package org.isopleth.connector.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.cohort.CohortSize;
import org.isopleth.connector.gate.Gate;
import org.isopleth.connector.study.FrozenCohort;
import org.isopleth.connector.study.SiteStudies;
import org.isopleth.connector.study.SiteStudy;
import org.isopleth.connector.study.SiteStudyEvent;
import org.isopleth.ledger.Actor;
import org.isopleth.ledger.LedgerContext;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerOutcome;
import org.isopleth.ledger.Occurrence;
import org.isopleth.store.ledger.LedgerBook;
import org.isopleth.study.Passport;
import org.isopleth.study.Readiness;
import org.isopleth.study.Study;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Freezes cohorts and deletes them. For one thread.
final class CohortWork {
    private static final Logger LOG = LoggerFactory.getLogger(CohortWork.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /// How often is looked whether the images are measured.
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final SiteStudies studies;
    private final Gate gate;
    private final LedgerBook ledger;
    private final Patients patients;
    private final ImageWorker images;
    private final Optional<Passport> passport;
    private final Duration retention;
    private final InstantSource clock;
    private final Map<Digest, Integer> failures = new HashMap<>();

    /// @param retention how long a frozen cohort is kept at most
    CohortWork(ConnectorWork work, Patients patients, ImageWorker images, Duration retention) {
        this.studies = work.studies();
        this.gate = work.gate();
        this.ledger = work.ledger();
        this.patients = patients;
        this.images = images;
        this.passport = work.passport();
        this.retention = retention;
        this.clock = work.clock();
    }

    /// Freezes the cohort of a study and says whether it can serve. A source that is away in passing is
    /// asked again, as long as there is time for it before the answer is due.
    ///
    /// @return how long to wait before the next attempt; nothing when the study has its answer
    Optional<Duration> prepare(Digest id, SiteStudy.Preparing state) {
        Instant begun = clock.instant();
        try {
            if (!freeze(id, state.agreement().offer().study(), begun)) {
                return Optional.of(GLANCE);
            }
        } catch (PatientsAwayException e) {
            Duration took = Duration.between(begun, clock.instant());
            Duration pause = pause(failures.merge(id, 1, Integer::sum), took);
            if (clock.instant().plus(pause).plus(took).isBefore(state.deadline())) {
                LOG.warn("study {}: the local data cannot be read yet: {}", id, e.getMessage());
                return Optional.of(pause);
            }
            LOG.error("study {}: the local data could not be read in time: {}", id, e.getMessage());
            gate.answerReadiness(id, unreadable(), Optional.empty());
        }
        failures.remove(id);
        return Optional.empty();
    }

    /// Doubling from 2 s to a minute, and never shorter than the attempt: other studies, permits and
    /// deletions have at least half of the time.
    private static Duration pause(int failures, Duration took) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        Duration pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        return pause.compareTo(took) < 0 ? took : pause;
    }

    /// @return false while its images are being measured
    private boolean freeze(Digest id, Study study, Instant now) {
        Patients.Kept kept;
        try {
            Optional<Patients.Kept> earlier = patients.kept(id);
            if (earlier.isEmpty() && !images.isMeasured(study)) {
                return false;
            }
            kept = earlier.orElseGet(() -> frozen(id, study, now));
            // What cannot be read back is not promised.
            patients.frozen(id, kept.table());
        } catch (PatientsAwayException e) {
            throw e;
        } catch (RuntimeException e) {
            // Whatever is wrong with the local data, the study is told that it cannot be read and the
            // cause stays in the local log.
            LOG.error("study {}: the local data could not be read", id, e);
            gate.answerReadiness(id, unreadable(), Optional.empty());
            return true;
        }
        Readiness readiness = kept.readiness();
        gate.answerReadiness(
                id, readiness, Optional.of(new FrozenCohort(kept.table(), readiness.size(), kept.deleteAt())));
        LOG.info(
                "study {}: cohort frozen, {} finding(s)",
                id,
                readiness.findings().size());
        return true;
    }

    /// The answer is kept with the table: a program that is killed before it answers, and upgraded, gives the
    /// answer of the one that froze it.
    private Patients.Kept frozen(Digest id, Study study, Instant now) {
        Patients.Selection selection = patients.select(study);
        Readiness readiness = new ReadinessCheck(study, gate.privacy().limits(), passport, gate::unaffordable)
                .of(selection.table(), selection.findings());
        return patients.freeze(id, selection.table(), readiness, now.plus(retention));
    }

    private static Readiness unreadable() {
        return new Readiness(CohortSize.UNDER_10, List.of(new Readiness.Finding(Readiness.Cause.SOURCE, "", "")));
    }

    /// Deletes the frozen cohort of a study.
    void delete(Digest id) {
        patients.delete(id);
        Occurrence entry = Occurrence.of(
                        new Actor("site", gate.privacy().site().name()), LedgerEvent.COHORT_DELETED, LedgerOutcome.DONE)
                .in(LedgerContext.of(id));
        studies.commit(new SiteStudies.Change(
                id, List.of(new SiteStudyEvent.CohortDeleted()), transaction -> ledger.enter(transaction, entry)));
        LOG.info("study {}: frozen cohort deleted", id);
    }

    /// Deletes what a crash may have left of a cohort that was never recorded.
    void clear(Digest id) {
        failures.remove(id);
        images.forget(id);
        patients.delete(id);
    }
}
