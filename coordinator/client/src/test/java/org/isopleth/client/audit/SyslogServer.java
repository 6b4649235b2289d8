package org.isopleth.client.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.isopleth.site.Role;
import org.isopleth.wire.identity.CertificateIssuer;
import org.isopleth.wire.identity.CertificatePurpose;
import org.isopleth.wire.identity.CertificateSubject;
import org.isopleth.wire.identity.KeyFiles;
import org.isopleth.wire.identity.P256;
import org.isopleth.wire.identity.Validity;

/// A syslog receiver over TLS on this machine (RFC 5425), with octet counting. Thread-safe.
final class SyslogServer implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    final List<String> messages = Collections.synchronizedList(new ArrayList<>());
    /// Messages after which its connection is reset, as that of a receiver that is killed; fewer than 0 is never.
    volatile int breaksAfter = -1;

    private final CertificateIssuer authority;
    private final SSLContext identity;
    private final ServerSocket server;
    private final Thread thread;

    SyslogServer() throws IOException, GeneralSecurityException {
        Validity validity =
                new Validity(Instant.now().minusSeconds(60), Instant.now().plus(Duration.ofDays(1)));
        CertificateIssuer root = CertificateIssuer.newRoot(P256.generate(RANDOM), "hospital", validity, RANDOM);
        authority = root.newIssuing(P256.generate(RANDOM), "hospital", validity);
        identity = identity(validity);
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        thread = Thread.ofPlatform().daemon().start(this::serve);
    }

    /// Where, as its certificate says.
    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /// A file of the authority that certified it.
    Path authority(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "authority", ".pem");
        return Files.writeString(file, KeyFiles.pem(List.of(authority.chain().getLast())));
    }

    private SSLContext identity(Validity validity) throws IOException, GeneralSecurityException {
        KeyPair pair = P256.generate(RANDOM);
        List<X509Certificate> chain = authority.certify(
                pair.getPublic(),
                new CertificateSubject("siem", Role.COORDINATOR, CertificatePurpose.TLS, List.of("127.0.0.1")),
                validity);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("siem", pair.getPrivate(), new char[0], chain.toArray(Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket plain = server.accept();
                    SSLSocket socket = (SSLSocket)
                            identity.getSocketFactory().createSocket(plain, "127.0.0.1", plain.getPort(), true)) {
                socket.setUseClientMode(false);
                InputStream in = socket.getInputStream();
                int heard = 0;
                for (String message = next(in); !message.isEmpty(); message = next(in)) {
                    messages.add(message);
                    if (++heard == breaksAfter) {
                        reset(plain);
                    }
                }
            } catch (IOException e) {
                // The sender gave up, or the server was closed.
            }
        }
    }

    private static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    /// The next message by its length; empty at the end.
    private static String next(InputStream in) throws IOException {
        int length = 0;
        for (int c = in.read(); c != ' '; c = in.read()) {
            if (c < 0) {
                return "";
            }
            if (c < '0' || c > '9') {
                throw new IOException("no octet count");
            }
            length = 10 * length + (c - '0');
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(in.readNBytes(length));
        return message.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
