package org.isopleth.connector.main;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.isopleth.connector.image.ImageRequests;
import org.isopleth.connector.image.ImageRequests.Wish;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the commands that ask what is measured, on a thread of its own: measuring may take hours, and whoever wants
/// to know is not to wait for its end. Reads what is committed, so that it holds nobody up. Closed once.
final class ListingDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ListingDesk.class);

    private static final long GLANCE_MILLISECONDS = 500;

    private final ImageRequests requests;
    private final Supplier<List<String>> regions;
    private final InstantSource clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().daemon().name("listings").unstarted(this::run);
    private boolean failing;

    private ListingDesk(ImageRequests requests, Supplier<List<String>> regions, InstantSource clock) {
        this.requests = requests;
        this.regions = regions;
        this.clock = clock;
    }

    /// Begins to answer.
    ///
    /// @param regions what is measured now, a line for each region; for any thread
    static ListingDesk open(ImageRequests requests, Supplier<List<String>> regions, InstantSource clock) {
        ListingDesk desk = new ListingDesk(requests, regions, clock);
        desk.thread.start();
        return desk;
    }

    private void run() {
        try {
            while (!stop.await(GLANCE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What cannot be answered is tried again, and said once: a disk may be full.
    private void look() {
        try {
            requests.next(EnumSet.of(Wish.LISTING))
                    .ifPresent(request -> requests.answer(
                            request,
                            ImageAnswer.of(() -> ImageAnswer.listing(regions.get()))
                                    .json(),
                            clock.instant()));
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.error("images: who asked what is measured could not be answered", e);
                failing = true;
            }
        }
    }

    /// Ends when what is being answered is answered. Its thread is not interrupted: that would close the store's files
    /// under it.
    @Override
    public void close() {
        stop.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
