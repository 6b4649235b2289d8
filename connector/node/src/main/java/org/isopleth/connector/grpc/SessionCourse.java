package org.isopleth.connector.grpc;

import java.time.Duration;
import org.isopleth.exchange.ErrorCode;
import org.jspecify.annotations.Nullable;

/// How one control stream goes: greeted or not, what the other side confirmed, when it was last heard, why it
/// ended. The listening and the speaking thread meet here. Thread-safe.
final class SessionCourse {
    /// Without a word for this many heartbeats, each of which is answered, the other side is gone.
    private static final int SILENT_HEARTBEATS = 3;

    private final Duration heartbeat;
    private @Nullable ErrorCode end;
    private boolean greeted;
    private boolean news = true;
    private boolean moved;
    private long heardAt = System.nanoTime();
    private long greetedAt;
    private long acknowledgedByThem;

    SessionCourse(Duration heartbeat) {
        this.heartbeat = heartbeat;
    }

    /// Something arrived.
    synchronized void heard() {
        heardAt = System.nanoTime();
    }

    /// The greeting was answered.
    synchronized void greeted() {
        greeted = true;
        greetedAt = System.nanoTime();
    }

    synchronized boolean isGreeted() {
        return greeted;
    }

    /// The other side confirmed our messages up to `sequence`.
    ///
    /// @param counts whether a higher number than before shows that messages move
    synchronized void acknowledged(long sequence, boolean counts) {
        moved |= counts && sequence > acknowledgedByThem;
        acknowledgedByThem = Math.max(acknowledgedByThem, sequence);
    }

    synchronized long acknowledgedByThem() {
        return acknowledgedByThem;
    }

    /// A new message was taken in.
    synchronized void moved() {
        moved = true;
    }

    /// There may be something to say.
    synchronized void wake() {
        news = true;
        notifyAll();
    }

    /// The stream is over; the first reason stands.
    synchronized void end(ErrorCode code) {
        if (end == null) {
            end = code;
        }
        notifyAll();
    }

    /// Why the stream ended; null while it lives.
    synchronized @Nullable ErrorCode ended() {
        return end;
    }

    synchronized Reconnection.Ending ending() {
        Duration lived = greeted ? Duration.ofNanos(System.nanoTime() - greetedAt) : Duration.ZERO;
        return new Reconnection.Ending(lived, moved);
    }

    /// Waits for something to say, the time of the next heartbeat, or the end.
    ///
    /// @param spokeAt when this side last spoke, by [System#nanoTime]
    /// @return whether a heartbeat is due
    synchronized boolean awaitNews(long spokeAt) throws InterruptedException {
        while (end == null && !news) {
            long now = System.nanoTime();
            if (now - heardAt > heartbeat.toNanos() * SILENT_HEARTBEATS) {
                end = ErrorCode.UNREACHABLE;
                return false;
            }
            long left = heartbeat.toNanos() - (now - spokeAt);
            if (greeted && left <= 0) {
                return true;
            }
            // Before the greeting is answered there is nothing to say, only to listen.
            long wait = greeted ? left : heartbeat.toNanos();
            wait(Math.max(1, wait / 1_000_000));
        }
        news = false;
        return System.nanoTime() - spokeAt >= heartbeat.toNanos();
    }
}
