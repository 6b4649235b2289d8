package org.isopleth.connector.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.isopleth.canonical.Digest;
import org.isopleth.study.Study;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Measures images, on one thread that belongs to it: it may take hours, while the rounds of other studies are
/// answered. One order is taken at a time, and nothing of it is stored: whoever needs it asks again, also after a
/// restart, and what was measured until then is not measured again. Thread-safe.
public final class ImageWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ImageWorker.class);

    /// How often is looked for what the site's people ask for.
    private static final Duration GLANCE = Duration.ofSeconds(1);

    /// How long not, after it could not be answered: a disk may be full.
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final Patients patients;
    private final InstantSource clock;
    private final Map<Digest, Outcome> done = new HashMap<>();
    private Optional<Study> order = Optional.empty();
    private Optional<String> doing = Optional.empty();
    private boolean stopping;
    private Instant quietUntil = Instant.MIN;

    /// How an order ended.
    private record Outcome(Optional<RuntimeException> failure) {}

    public ImageWorker(Patients patients, InstantSource clock) {
        this.patients = patients;
        this.clock = clock;
    }

    /// Whether what a study asks of images was brought up to date since this was called first; until then it is
    /// ordered, as soon as no other study's is. After it was told once, the next call begins anew.
    ///
    /// @throws PatientsAwayException when a source cannot be read now and may be later
    /// @throws RuntimeException when images cannot be measured for another reason
    synchronized boolean isMeasured(Study study) {
        if (study.features().isEmpty()) {
            return true;
        }
        Optional<Outcome> outcome = Optional.ofNullable(done.remove(study.digest()));
        outcome.flatMap(Outcome::failure).ifPresent(failure -> {
            throw failure;
        });
        if (outcome.isPresent()) {
            return true;
        }
        if (order.isEmpty()) {
            order = Optional.of(study);
            notifyAll();
        }
        return false;
    }

    /// Nobody will ask for this study again.
    synchronized void forget(Digest study) {
        done.remove(study);
    }

    /// What is done now in words, if anything.
    public synchronized Optional<String> doing() {
        return doing;
    }

    /// Ends [#run] as soon as the region at hand is measured. Interrupting its thread instead could close files
    /// under the database.
    public synchronized void stop() {
        stopping = true;
        notifyAll();
    }

    @Override
    public void run() {
        try {
            Optional<Study> next = next();
            while (!isStopping()) {
                if (next.isPresent()) {
                    measure(next.get());
                } else if (!clock.instant().isBefore(quietUntil)) {
                    serve();
                }
                next = next();
            }
        } catch (WorkStoppedException e) {
            LOG.info("images: stopped; what is measured is kept, and the rest is measured after the next start");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Optional<Study> next() throws InterruptedException {
        long until = System.nanoTime() + GLANCE.toNanos();
        long left = GLANCE.toMillis();
        while (order.isEmpty() && !stopping && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        }
        return order;
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private void measure(Study study) {
        Optional<RuntimeException> failure = Optional.empty();
        try {
            patients.measure(
                    study, new Telling("for study " + study.digest().hex().substring(0, 12)));
        } catch (WorkStoppedException e) {
            throw e;
        } catch (RuntimeException e) {
            failure = Optional.of(e);
        }
        synchronized (this) {
            done.put(study.digest(), new Outcome(failure));
            order = Optional.empty();
            doing = Optional.empty();
        }
    }

    private void serve() {
        try {
            patients.serve(new Telling("as the site's people asked"));
        } catch (WorkStoppedException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("images: what the site's people asked for could not be answered", e);
            quietUntil = clock.instant().plus(QUIET);
        }
        synchronized (this) {
            doing = Optional.empty();
        }
    }

    /// Keeps what is said for [#doing].
    private final class Telling implements Watch {
        private final String whom;
        private final Instant since = clock.instant().truncatedTo(ChronoUnit.SECONDS);

        Telling(String whom) {
            this.whom = whom;
        }

        @Override
        public void at(String what, long number) {
            check();
            synchronized (ImageWorker.this) {
                doing = Optional.of("measuring images " + whom + " since " + since + ": " + number + " " + what);
            }
        }

        @Override
        public void check() {
            if (isStopping()) {
                throw new WorkStoppedException();
            }
        }
    }
}
