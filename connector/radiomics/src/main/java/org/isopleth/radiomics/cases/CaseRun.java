package org.isopleth.radiomics.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.isopleth.canonical.Digest;

/// Measures many cases in parallel and notes each in a journal as soon as it is done; what the journal has
/// already is not measured again. Results are read back in the order of the cases, so that they do not depend
/// on threads or on where an earlier run was killed. Not thread-safe.
///
/// ```java
/// try (Journal journal = Journal.open(file)) {
///     CaseRun run = new CaseRun(cases, measuring, journal);
///     run.measure(threads, Runtime.getRuntime().maxMemory(), progress);
///     run.forEach(result -> …);
/// }
/// ```
public final class CaseRun {
    private final List<Case> cases;
    private final Measuring measuring;
    private final Journal journal;
    private final List<Digest> keys;

    /// @param cases at least one
    public CaseRun(List<Case> cases, Measuring measuring, Journal journal) {
        this.cases = List.copyOf(cases);
        this.measuring = measuring;
        this.journal = journal;
        this.keys = cases.stream().map(measuring::key).toList();
    }

    /// Hears of progress, in one thread.
    public interface Progress {
        /// Results an earlier run left.
        void continued(int done, int total);

        /// A case is done.
        void done(CaseResult result, int done, int total);
    }

    /// What a run did. It is counted on the way, since reading many results back takes time in which one thread works.
    ///
    /// @param continued cases whose results were in the journal
    /// @param measured cases that were measured, failures included
    /// @param regions regions with values, of all cases
    /// @param failures regions and cases without
    public record Count(int continued, int measured, int regions, int failures) {
        private Count plus(CaseResult result) {
            return new Count(
                    continued,
                    measured + 1,
                    regions + result.regions().size(),
                    failures + result.failures().size());
        }
    }

    /// Measures every case that the journal lacks or that failed before.
    ///
    /// @param threads at least 1
    /// @param heapBytes most bytes of the heap: bounds how many cases are in memory together
    public Count measure(int threads, long heapBytes, Progress progress) throws InterruptedException {
        List<Integer> missing = new ArrayList<>();
        int regions = 0;
        for (int i = 0; i < keys.size(); i++) {
            Optional<CaseResult> whole = journal.find(keys.get(i)).filter(CaseResult::isWhole);
            if (whole.isPresent()) {
                regions += whole.get().regions().size();
            } else {
                missing.add(i);
            }
        }
        int done = cases.size() - missing.size();
        if (done > 0) {
            progress.continued(done, cases.size());
        }
        Count continued = new Count(done, 0, regions, 0);
        return measure(missing, threads, new CaseMeasuring(measuring, heapBytes), continued, progress);
    }

    private Count measure(List<Integer> missing, int threads, CaseMeasuring work, Count continued, Progress progress)
            throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            ExecutorCompletionService<CaseResult> finished = new ExecutorCompletionService<>(pool);
            for (int i : missing) {
                finished.submit(() -> {
                    CaseResult result = work.measure(cases.get(i));
                    journal.add(keys.get(i), result);
                    return result;
                });
            }
            Count count = continued;
            for (int i = 0; i < missing.size(); i++) {
                CaseResult result = finished.take().get();
                count = count.plus(result);
                progress.done(result, count.continued() + count.measured(), cases.size());
            }
            return count;
        } catch (ExecutionException e) {
            throw thrown(e);
        } finally {
            pool.shutdownNow();
        }
    }

    /// Only the journal can fail here; a case's failure is part of its result.
    private static RuntimeException thrown(ExecutionException failure) {
        return switch (failure.getCause()) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            case null, default -> new IllegalStateException("a case ended in no known way", failure);
        };
    }

    /// Every result, in the order of the cases; one is in memory at a time.
    public void forEach(Consumer<CaseResult> visit) {
        for (Digest key : keys) {
            visit.accept(journal.find(key).orElseThrow());
        }
    }
}
