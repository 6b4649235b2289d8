package org.isopleth.connector.main;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.isopleth.canonical.Digest;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.connector.cohort.RowKeys;
import org.isopleth.connector.work.Patients;
import org.isopleth.connector.work.PatientsAwayException;
import org.isopleth.connector.work.PatientsUnreadableException;
import org.isopleth.connector.work.Watch;
import org.isopleth.study.Passport;
import org.isopleth.study.Readiness;
import org.isopleth.study.Study;

/// A hospital whose data survive the program, and may fail to be read.
final class FakePatients implements Patients {
    private static final SecretKey ROW_KEYS = new SecretKeySpec(new byte[32], "HmacSHA256");

    /// Whose row is the n-th is the same in every table.
    volatile AnalysisTable table;
    private final Map<Digest, AnalysisTable> frozen = new ConcurrentHashMap<>();
    private final Map<Digest, Kept> kept = new ConcurrentHashMap<>();
    /// How often a frozen table was opened: once for the readiness, once for each round.
    final AtomicInteger openings = new AtomicInteger();
    /// How often in a row the data cannot be read in passing.
    final AtomicInteger away = new AtomicInteger();

    /// What the connector said of how this machine measures.
    volatile Optional<Passport> passport = Optional.empty();
    /// Images are being measured until this is open.
    volatile CountDownLatch measured = new CountDownLatch(0);

    volatile Optional<String> failure = Optional.empty();
    /// How long each computation takes at least.
    volatile long slowMilliseconds;

    FakePatients(AnalysisTable table) {
        this.table = table;
    }

    boolean keeps(Digest study) {
        return frozen.containsKey(study);
    }

    @Override
    public void measure(Study study, Watch watch) {
        while (measured.getCount() > 0) {
            watch.at("series looked at", 7);
            try {
                measured.await(5, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException("measuring must not be interrupted", e);
            }
        }
    }

    @Override
    public Selection select(Study study) {
        if (away.getAndUpdate(times -> Math.max(0, times - 1)) > 0) {
            throw new PatientsAwayException("no answer", new IllegalStateException());
        }
        failure.ifPresent(cause -> {
            throw new PatientsUnreadableException(cause, new IllegalStateException(cause));
        });
        List<String> names = IntStream.range(0, table.rows())
                .mapToObj(row -> "patient " + row)
                .toList();
        return new Selection(RowKeys.added(table, ROW_KEYS, names), List.of());
    }

    @Override
    public Optional<Kept> kept(Digest study) {
        return Optional.ofNullable(kept.get(study));
    }

    @Override
    public Kept freeze(Digest study, AnalysisTable selected, Readiness readiness, Instant deleteAt) {
        frozen.putIfAbsent(study, selected);
        return kept.computeIfAbsent(study, _ -> new Kept(Digest.of("table of " + study.hex()), deleteAt, readiness));
    }

    @Override
    public AnalysisTable frozen(Digest study, Digest digest) {
        openings.incrementAndGet();
        try {
            Thread.sleep(slowMilliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        AnalysisTable kept = frozen.get(study);
        if (kept == null || !digest.equals(Digest.of("table of " + study.hex()))) {
            throw new PatientsUnreadableException("no such table", new IllegalStateException());
        }
        return kept;
    }

    @Override
    public void delete(Digest study) {
        frozen.remove(study);
        kept.remove(study);
    }
}
