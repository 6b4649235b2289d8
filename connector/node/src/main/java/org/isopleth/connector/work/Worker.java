package org.isopleth.connector.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.gate.Gate;
import org.isopleth.connector.permit.PermitDesk;
import org.isopleth.connector.study.ImpossibleSiteEventException;
import org.isopleth.connector.study.SiteStudies;
import org.isopleth.store.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what is to be done, one task after the other, on one thread that belongs to it. What fails in
/// passing is tried again; a restart finds the same tasks, because they follow from what is stored.
public final class Worker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /// How often a person's decision is looked for, and deadlines.
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofHours(1);

    private final SiteStudies studies;
    private final Gate gate;
    private final Desks desks;
    private final Supplier<String> ledgerHead;
    private final InstantSource clock;
    private final Map<Digest, Waiting> waiting = new HashMap<>();
    private volatile boolean stopping;

    private record Waiting(Class<? extends Task> task, Instant until) {}

    /// Who does what.
    record Desks(PermitDesk permits, CohortWork cohorts, RoundWork rounds) {}

    /// @param ledgerHead the latest signed checkpoint over everything entered so far
    Worker(SiteStudies studies, Gate gate, Desks desks, Supplier<String> ledgerHead, InstantSource clock) {
        this.studies = studies;
        this.gate = gate;
        this.desks = desks;
        this.ledgerHead = ledgerHead;
        this.clock = clock;
    }

    /// Tries everything again that failed in passing: the connection is back.
    public void retry() {
        synchronized (waiting) {
            waiting.clear();
        }
        studies.wake();
    }

    /// Ends [#run] after the task at hand. Interrupting its thread instead could close files under the
    /// database.
    public void stop() {
        stopping = true;
        studies.wake();
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                long seen = studies.changes();
                Optional<Task> due = due();
                if (due.isPresent()) {
                    attempt(due.get());
                } else {
                    studies.awaitChange(seen, GLANCE.toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Task> due() throws InterruptedException {
        Instant now = clock.instant();
        try {
            List<Task> open = Task.open(studies.open(), now);
            synchronized (waiting) {
                forgetDone(open);
                return open.stream().filter(task -> isDue(task, now)).findFirst();
            }
        } catch (StoreUnavailableException e) {
            LOG.error("the store cannot be read: {}", e.getMessage());
            Thread.sleep(RETRY);
            return Optional.empty();
        }
    }

    private void forgetDone(List<Task> open) {
        Iterator<Map.Entry<Digest, Waiting>> entries = waiting.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Digest, Waiting> entry = entries.next();
            if (open.stream()
                    .noneMatch(task -> task.study().equals(entry.getKey())
                            && task.getClass() == entry.getValue().task())) {
                entries.remove();
            }
        }
    }

    private boolean isDue(Task task, Instant now) {
        Waiting later = waiting.get(task.study());
        return later == null || later.task() != task.getClass() || !now.isBefore(later.until());
    }

    private void attempt(Task task) throws InterruptedException {
        try {
            perform(task);
        } catch (TransferException e) {
            LOG.info(
                    "study {}: waiting for the coordinator: {}",
                    task.study(),
                    e.code().word());
            postpone(task, RETRY);
        } catch (StoreUnavailableException e) {
            LOG.error("the store cannot be written: {}", e.getMessage());
            postpone(task, RETRY);
        } catch (ImpossibleSiteEventException e) {
            // A message changed the study while this was done; what is to be done follows from that.
            LOG.info("study {}: moved on meanwhile", task.study());
        }
    }

    private void perform(Task task) throws InterruptedException {
        switch (task) {
            case Task.Decide decide -> decide(decide);
            case Task.Lapse lapse -> {
                desks.permits().settle(lapse.study());
                LOG.warn("study {}: nobody decided in time", lapse.study());
                postpone(lapse, LATER);
            }
            case Task.Prepare prepare ->
                desks.cohorts().prepare(prepare.study(), prepare.state()).ifPresent(pause -> postpone(prepare, pause));
            case Task.Contribute contribute -> desks.rounds().contribute(contribute);
            case Task.Mask mask -> desks.rounds().mask(mask);
            case Task.Delete delete -> desks.cohorts().delete(delete.study());
            case Task.Report report -> {
                desks.permits().settle(report.study());
                desks.cohorts().clear(report.study());
                gate.reportHead(report.study(), ledgerHead.get());
                LOG.info("study {}: ended, {}", report.study(), report.state().outcome());
            }
        }
    }

    private void decide(Task.Decide task) {
        Optional<PermitDesk.Signed> decision =
                desks.permits().decide(task.state().offer(), task.state().deadline(), clock.instant());
        if (decision.isEmpty()) {
            postpone(task, GLANCE);
            return;
        }
        gate.decide(decision.get().permit(), decision.get().signature());
        desks.permits().settle(task.study());
        LOG.info("study {}: permit {}", task.study(), decision.get().permit().granted() ? "granted" : "refused");
    }

    private void postpone(Task task, Duration by) {
        synchronized (waiting) {
            waiting.put(
                    task.study(), new Waiting(task.getClass(), clock.instant().plus(by)));
        }
    }
}
