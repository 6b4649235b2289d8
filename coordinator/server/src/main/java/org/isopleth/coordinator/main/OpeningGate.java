package org.isopleth.coordinator.main;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/// Where calls wait while the program listens already and is not yet ready to answer. Thread-safe.
final class OpeningGate implements Executor {
    private final Executor calls;
    private final CountDownLatch opened = new CountDownLatch(1);

    /// @param calls runs them, each on a thread that may wait
    OpeningGate(Executor calls) {
        this.calls = calls;
    }

    /// Lets in those who wait, and from now on everybody.
    void open() {
        opened.countDown();
    }

    @Override
    public void execute(Runnable call) {
        calls.execute(opened.getCount() == 0 ? call : () -> runOnceOpened(call));
    }

    private void runOnceOpened(Runnable call) {
        try {
            opened.await();
            call.run();
        } catch (InterruptedException e) {
            // The program closes without having opened.
            Thread.currentThread().interrupt();
        }
    }
}
