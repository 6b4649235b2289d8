package org.isopleth.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A connection to PostgreSQL that breaks at a commit, when asked to. Thread-safe.
final class CutConnection implements AutoCloseable {
    /// When to break it.
    enum Moment {
        /// The server never sees the commit.
        BEFORE_COMMIT,
        /// The server commits, but its answer is lost.
        AFTER_COMMIT
    }

    private final ServerSocket listener;
    private final int serverPort;
    private final AtomicReference<@Nullable Moment> next = new AtomicReference<>();
    private final AtomicInteger cuts = new AtomicInteger();

    CutConnection(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /// Breaks the next connection that commits.
    void cutNext(Moment moment) {
        next.set(moment);
    }

    int cuts() {
        return cuts.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                Thread.ofVirtual().start(() -> carry(client, server, true));
                Thread.ofVirtual().start(() -> carry(server, client, false));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void carry(Socket from, Socket to, boolean towardsServer) {
        try (from;
                to) {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int length = input.read(buffer); length >= 0; length = input.read(buffer)) {
                boolean commit = towardsServer && new String(buffer, 0, length, ISO_8859_1).contains("COMMIT");
                Moment moment = commit ? next.getAndSet(null) : null;
                if (moment != null) {
                    cut(moment, to, buffer, length);
                    return;
                }
                output.write(buffer, 0, length);
            }
        } catch (IOException closed) {
            return;
        }
    }

    /// A server that got the commit answers; that answer is read here in place of the client.
    private void cut(Moment moment, Socket server, byte[] buffer, int length) throws IOException {
        cuts.incrementAndGet();
        if (moment == Moment.AFTER_COMMIT) {
            server.getOutputStream().write(buffer, 0, length);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
