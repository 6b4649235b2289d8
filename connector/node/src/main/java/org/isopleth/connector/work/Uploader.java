package org.isopleth.connector.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.gate.Gate;
import org.isopleth.connector.gate.ReleasedBytes;
import org.isopleth.connector.study.Answer;
import org.isopleth.connector.study.ImpossibleSiteEventException;
import org.isopleth.connector.study.SiteStudies;
import org.isopleth.connector.study.SiteStudy;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.round.RoundId;
import org.isopleth.store.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what the gate released, on a thread of its own, so that it delays neither heartbeats nor work.
public final class Uploader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Uploader.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final SiteStudies studies;
    private final Gate gate;
    private final Transfers transfers;
    private final Set<RoundId> failing = new HashSet<>();
    /// Rounds that wait for nobody any more; they never open again.
    private final Set<RoundId> closed = new HashSet<>();
    private volatile boolean stopping;

    public Uploader(SiteStudies studies, Gate gate, Transfers transfers) {
        this.studies = studies;
        this.gate = gate;
        this.transfers = transfers;
    }

    /// Ends [#run] after the attempt at hand.
    public void stop() {
        stopping = true;
        studies.wake();
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                long seen = studies.changes();
                if (!sendAll()) {
                    studies.awaitChange(seen, RETRY.toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Sends everything that waits; false when there was nothing, or something could not be sent.
    private boolean sendAll() throws InterruptedException {
        try {
            List<RoundId> rounds = leaving(studies.open());
            closed.retainAll(rounds);
            rounds.removeAll(closed);
            failing.retainAll(rounds);
            boolean all = !rounds.isEmpty();
            for (RoundId round : rounds) {
                all &= send(round);
            }
            return all;
        } catch (StoreUnavailableException e) {
            LOG.error("the store cannot be used: {}", e.getMessage());
            return false;
        } catch (ImpossibleSiteEventException e) {
            // A message changed the study meanwhile; look again.
            return true;
        }
    }

    /// Sends one contribution; false when it has to be tried again, which must not keep the others back.
    private boolean send(RoundId round) throws InterruptedException {
        Optional<ReleasedBytes> bytes = gate.outgoing(round);
        if (bytes.isEmpty()) {
            return true;
        }
        try {
            transfers.upload(bytes.get());
        } catch (TransferException e) {
            if (e.code() == ErrorCode.ROUND_CLOSED) {
                LOG.info("round {}: it is over, so the contribution stays here", round);
                closed.add(round);
                return true;
            }
            if (e.passing()) {
                warnOnce(round, e);
                return false;
            }
            // Most often the study has ended meanwhile, and there is nothing to be sent any more.
            if (gate.undeliverable(round, e.code())) {
                LOG.error(
                        "round {}: the contribution cannot be sent and is withheld: {}",
                        round,
                        e.code().line());
            }
            return true;
        }
        gate.arrived(round);
        failing.remove(round);
        LOG.info("round {}: contribution sent", round);
        return true;
    }

    private void warnOnce(RoundId round, TransferException e) {
        if (failing.add(round)) {
            LOG.warn(
                    "round {}: the contribution cannot be sent yet: {}",
                    round,
                    e.code().word());
        }
    }

    private static List<RoundId> leaving(Map<Digest, SiteStudy> all) {
        List<RoundId> rounds = new ArrayList<>();
        for (SiteStudy state : all.values()) {
            if (state instanceof SiteStudy.Participating taking) {
                taking.rounds().answers().forEach((round, answer) -> {
                    if (answer instanceof Answer.Released) {
                        rounds.add(round);
                    }
                });
            }
        }
        return rounds;
    }
}
