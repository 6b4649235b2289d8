package org.isopleth.connector.main;

import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.isopleth.connector.study.SiteStudies;
import org.isopleth.store.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the published ledger, the status file and that of the privacy budget up to date, on a thread that
/// belongs to it.
///
/// A database that is away, and a status file that cannot be written, are tried again. A ledger whose
/// files cannot be written ends [#run] with that failure: nothing may leave whose entry cannot be
/// published. So does one that contradicts what was published before.
final class RegularPublication implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RegularPublication.class);

    /// How often the published ledger is brought up to date, at most.
    private static final long PUBLISH_MILLISECONDS = 2_000;

    private final Runnable ledger;
    private final SiteStudies studies;
    private final StatusFile status;
    private final BudgetFile budget;
    private final Supplier<StatusFile.Doing> doing;
    private final InstantSource clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private boolean failing;

    /// @param ledger publishes the ledger and has it cosigned, as far as it is time
    /// @param doing what the program does beside its studies
    RegularPublication(
            Runnable ledger,
            SiteStudies studies,
            StatusFile status,
            BudgetFile budget,
            Supplier<StatusFile.Doing> doing,
            InstantSource clock) {
        this.ledger = ledger;
        this.studies = studies;
        this.status = status;
        this.budget = budget;
        this.doing = doing;
        this.clock = clock;
    }

    /// Ends [#run].
    void stop() {
        stop.countDown();
    }

    @Override
    public void run() {
        try {
            while (!stop.await(PUBLISH_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                publish();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish() {
        try {
            ledger.run();
            writeStatus();
            if (failing) {
                LOG.info("the store answers again; the ledger is published");
                failing = false;
            }
        } catch (StoreUnavailableException e) {
            if (!failing) {
                LOG.error("the ledger cannot be published yet: {}", e.getMessage());
                failing = true;
            }
        }
    }

    private void writeStatus() {
        try {
            status.write(studies.open(), studies.closed(), doing.get(), clock.instant());
            budget.write(clock.instant());
        } catch (UncheckedIOException e) {
            LOG.warn("the status cannot be written: {}", e.getMessage());
        }
    }
}
