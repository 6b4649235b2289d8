package org.isopleth.client.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// A syslog receiver that is reached over TLS (RFC 5425): each message after its length in bytes. The receiver's
/// certificate must be for its host and from an authority that was named. Thread-safe.
///
/// Syslog knows no receipts. A delivery counts only when the receiver, told that nothing more comes, has ended the
/// connection in turn and not by a reset: until then messages may lie in buffers on the way and are sent again. A
/// receiver that takes messages and loses them afterwards cannot be told from one that keeps them.
///
/// @param host where, as its certificate names it
/// @param port usually 6514
/// @param trusted knows the authorities that may certify it
/// @param patience the longest a connection, a silence or a whole delivery may take
public record SyslogReceiver(String host, int port, SSLContext trusted, Duration patience) {

    /// A receiver certified by an authority in a PEM file.
    ///
    /// @throws IOException when the file cannot be read
    /// @throws GeneralSecurityException when it holds no certificates
    public static SyslogReceiver certifiedBy(Path authorities, String host, int port, Duration patience)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(authorities)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            if (number == 0) {
                throw new GeneralSecurityException("no certificates");
            }
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return new SyslogReceiver(host, port, context, patience);
    }

    /// Sends these messages over a connection of their own and waits until the receiver has them all.
    ///
    /// @throws IOException when any of them may not have arrived
    public void deliver(List<String> messages) throws IOException {
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), milliseconds());
            // TLS leaves the connection open, so that its end can be seen.
            try (SSLSocket socket = (SSLSocket) trusted.getSocketFactory().createSocket(plain, host, port, false)) {
                Thread watch = closedAfterPatience(plain);
                try {
                    deliver(socket, messages);
                    requireOrderlyEnd(plain);
                } finally {
                    watch.interrupt();
                }
            }
        }
    }

    private void deliver(SSLSocket socket, List<String> messages) throws IOException {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(milliseconds());
        socket.startHandshake();
        OutputStream out = new BufferedOutputStream(socket.getOutputStream());
        for (String message : messages) {
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            out.write((bytes.length + " ").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
        }
        out.flush();
        socket.shutdownOutput();
        InputStream in = socket.getInputStream();
        byte[] ignored = new byte[256];
        while (in.read(ignored) >= 0) {
            // Receivers say nothing; whatever this one says is no receipt.
        }
    }

    /// A receiver that gave up with messages unread resets the connection, although its last word may be a polite
    /// one.
    private static void requireOrderlyEnd(Socket plain) throws IOException {
        plain.shutdownOutput();
        while (plain.getInputStream().read() >= 0) {
            // Nothing is expected after the end of TLS.
        }
    }

    /// A write waits for ever on a receiver that does not read: closing the connection ends it.
    private Thread closedAfterPatience(Socket socket) {
        return Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(patience);
                socket.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                // The delivery fails by itself.
            }
        });
    }

    private int milliseconds() {
        return Math.toIntExact(patience.toMillis());
    }
}
