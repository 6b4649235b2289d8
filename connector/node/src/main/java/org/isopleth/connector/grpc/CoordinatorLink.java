package org.isopleth.connector.grpc;

import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.isopleth.exchange.ErrorCode;
import org.jspecify.annotations.Nullable;

/// The one outbound connection: opened, kept alive, and opened again for as long as the program runs.
/// Thread-safe; [#run] belongs to one thread.
public final class CoordinatorLink implements Runnable {
    private static final long CLOSING_SECONDS = 2;

    private final Supplier<ManagedChannel> channels;
    private final Correspondence correspondence;
    private final Duration heartbeat;
    private final Reconnection reconnection;
    private final Listener listener;
    private final Object lock = new Object();

    private @Nullable ControlSession session;
    private @Nullable ManagedChannel greeted;
    private boolean stopping;

    /// Hears of changes, on the link's threads.
    public interface Listener {
        /// The other side answered the greeting.
        void connected();

        /// A connection ended, or could not be made; told once for each reason in a row.
        void disconnected(ErrorCode reason);

        /// The bytes of a [org.isopleth.exchange.WitnessMessage] arrived.
        default void witness(byte[] message) {}
    }

    /// @param channels makes a new connection to the coordinator, lazily
    /// @param correspondence the stored messages
    /// @param heartbeat how long to be silent at most
    /// @param random spreads the attempts of many sites
    public CoordinatorLink(
            Supplier<ManagedChannel> channels,
            Correspondence correspondence,
            Duration heartbeat,
            RandomGenerator random,
            Listener listener) {
        this.channels = channels;
        this.correspondence = correspondence;
        this.heartbeat = heartbeat;
        this.reconnection = new Reconnection(new Backoff(random));
        this.listener = listener;
    }

    /// Stays connected until [#stop].
    @Override
    public void run() {
        Optional<ErrorCode> told = Optional.empty();
        try {
            while (!isStopping()) {
                boolean[] connected = {false};
                Ended ended = connect(connected);
                if (isStopping()) {
                    return;
                }
                if (connected[0] || !told.equals(Optional.of(ended.reason()))) {
                    listener.disconnected(ended.reason());
                    told = Optional.of(ended.reason());
                }
                pause(reconnection.after(ended.how()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStopping() {
        synchronized (lock) {
            return stopping;
        }
    }

    private void pause(Duration pause) throws InterruptedException {
        long until = System.nanoTime() + pause.toNanos();
        synchronized (lock) {
            long left = pause.toMillis();
            while (!stopping && left > 0) {
                lock.wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            }
        }
    }

    /// Ends the connection and [#run].
    public void stop() {
        ControlSession open;
        synchronized (lock) {
            stopping = true;
            open = session;
            lock.notifyAll();
        }
        if (open != null) {
            open.stop();
        }
    }

    private record Ended(ErrorCode reason, Reconnection.Ending how) {}

    private Ended connect(boolean[] connected) throws InterruptedException {
        ManagedChannel channel = channels.get();
        ControlSession opened = new ControlSession(
                correspondence,
                heartbeat,
                () -> {
                    connected[0] = true;
                    synchronized (lock) {
                        greeted = channel;
                    }
                    listener.connected();
                },
                listener::witness);
        synchronized (lock) {
            session = opened;
        }
        try {
            ErrorCode reason = opened.run(channel);
            return new Ended(reason, opened.ending());
        } finally {
            synchronized (lock) {
                session = null;
                greeted = null;
            }
            close(channel);
        }
    }

    private static void close(ManagedChannel channel) throws InterruptedException {
        channel.shutdownNow();
        channel.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
    }

    /// Lets the stream look for messages to send.
    public void wake() {
        ControlSession open;
        synchronized (lock) {
            open = session;
        }
        if (open != null) {
            open.wake();
        }
    }

    /// Says the bytes of a [org.isopleth.exchange.WitnessMessage] if the control stream is up; otherwise they are
    /// forgotten.
    public void say(byte[] witness) {
        ControlSession open;
        synchronized (lock) {
            open = greeted == null ? null : session;
        }
        if (open != null) {
            open.say(witness);
        }
    }

    /// The connection for bulk, as long as the control stream is up.
    Optional<ManagedChannel> channel() {
        synchronized (lock) {
            return Optional.ofNullable(greeted);
        }
    }

    /// Whether the control stream is up.
    public boolean isConnected() {
        return channel().isPresent();
    }
}
