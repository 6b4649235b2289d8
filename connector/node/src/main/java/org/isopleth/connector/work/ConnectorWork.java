package org.isopleth.connector.work;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.isopleth.connector.gate.Gate;
import org.isopleth.connector.permit.PermitDesk;
import org.isopleth.connector.study.SiteStudies;
import org.isopleth.store.ledger.LedgerBook;
import org.isopleth.study.Passport;

/// Puts the [Worker] together. Immutable, thread-safe.
///
/// @param studies the site's studies
/// @param gate the only exit
/// @param ledger what happened
/// @param permits who decides
/// @param passport how this machine measures images, if any are configured
/// @param clock the time
/// @param processorNanos the processor time of the thread that asks, in nanoseconds
public record ConnectorWork(
        SiteStudies studies,
        Gate gate,
        LedgerBook ledger,
        PermitDesk permits,
        Optional<Passport> passport,
        InstantSource clock,
        LongSupplier processorNanos) {

    /// The worker.
    ///
    /// @param images runs on a thread of its own
    /// @param retention how long a frozen cohort is kept at most
    /// @param ledgerHead the latest signed checkpoint over everything entered so far
    public Worker worker(
            Patients patients,
            ImageWorker images,
            Transfers transfers,
            Duration retention,
            Supplier<String> ledgerHead) {
        CohortWork cohorts = new CohortWork(this, patients, images, retention);
        RoundWork rounds = new RoundWork(gate, patients, transfers, clock, processorNanos);
        return new Worker(studies, gate, new Worker.Desks(permits, cohorts, rounds), ledgerHead, clock);
    }
}
