package org.isopleth.connector.image;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/// An archive in this process that speaks QIDO-RS and WADO-RS as far as an import asks, and misbehaves when told.
final class ServedArchive implements AutoCloseable {
    static final String TOKEN = "s3cret-token";

    /// By StudyInstanceUID.
    final Map<String, WrittenPatient> studies = new TreeMap<>();

    /// Every address asked for.
    final List<String> asked = new ArrayList<>();

    /// So many requests find it busy.
    final AtomicInteger busy = new AtomicInteger();

    /// So many series break off.
    final AtomicInteger broken = new AtomicInteger();

    /// Studies whose series it cannot send.
    final Set<String> away = new HashSet<>();

    /// Studies of whose series it lists one instance more than it sends.
    final Set<String> lacking = new HashSet<>();

    private final HttpServer server;
    private final String scheme;

    private ServedArchive(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/dicom-web", this::answer);
        server.start();
    }

    static ServedArchive plain() throws IOException {
        return new ServedArchive(HttpServer.create(loopback(), 0), "http");
    }

    static ServedArchive overTls(SSLContext identity) throws IOException {
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity));
        return new ServedArchive(server, "https");
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    URI url() {
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/dicom-web");
    }

    void add(WrittenPatient patient) {
        studies.put(patient.studyUid(), patient);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    static boolean isInstances(String path) {
        return path.matches("/dicom-web/studies/[^/]+/series/[^/?]+");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        asked.add(path);
        if (busy.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            send(exchange, 503, "text/plain", new byte[0]);
        } else if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, "text/plain", new byte[0]);
        } else if (path.startsWith("/dicom-web/studies?")) {
            boolean first = path.contains("offset=0");
            send(
                    exchange,
                    200,
                    "application/dicom+json",
                    bytes(first ? list(studies.keySet().stream().map(this::study)) : "[]"));
        } else if (path.contains("/series?")) {
            WrittenPatient patient = patient(path);
            int lacks = lacking.contains(patient.studyUid()) ? 1 : 0;
            send(
                    exchange,
                    200,
                    "application/dicom+json",
                    bytes(list(Stream.of(
                            series(patient.seriesUid(), "CT", patient.images().size() + lacks),
                            series(patient.studyUid() + ".2", "RTSTRUCT", 1),
                            series(patient.studyUid() + ".3", "US", 9)))));
        } else if (isInstances(path) && away.contains(patient(path).studyUid())) {
            send(exchange, 500, "text/plain", new byte[0]);
        } else if (isInstances(path)) {
            WrittenPatient patient = patient(path);
            List<byte[]> files = path.endsWith(".2") ? List.of(patient.regions()) : patient.images();
            byte[] body = multipart(files);
            int length = broken.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? body.length / 2 : body.length;
            send(
                    exchange,
                    200,
                    "multipart/related; type=\"application/dicom\"; boundary=\"b-0.1\"",
                    Arrays.copyOf(body, length));
        } else {
            send(exchange, 404, "text/plain", new byte[0]);
        }
    }

    private WrittenPatient patient(String path) {
        return Optional.ofNullable(studies.get(path.split("/", -1)[3])).orElseThrow();
    }

    private String study(String uid) {
        WrittenPatient patient = Optional.ofNullable(studies.get(uid)).orElseThrow();
        return "{" + element("0020000D", "UI", quoted(uid)) + ","
                + element("00100020", "LO", quoted(patient.id())) + ","
                + element("00100010", "PN", "{\"Alphabetic\":\"DOE^JANE\"}") + ","
                + element("00080020", "DA", quoted(patient.date())) + "}";
    }

    private static String series(String uid, String modality, int instances) {
        return "{" + element("0020000E", "UI", quoted(uid)) + "," + element("00080060", "CS", quoted(modality)) + ","
                + element("00201209", "IS", Integer.toString(instances)) + "}";
    }

    private static String element(String tag, String vr, String value) {
        return "\"" + tag + "\":{\"vr\":\"" + vr + "\",\"Value\":[" + value + "]}";
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static String list(Stream<String> items) {
        return items.collect(Collectors.joining(",", "[", "]"));
    }

    private static byte[] multipart(List<byte[]> files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] file : files) {
            out.writeBytes(bytes("\r\n--b-0.1\r\nContent-Type: application/dicom\r\nContent-Location: /x\r\n\r\n"));
            out.writeBytes(file);
        }
        out.writeBytes(bytes("\r\n--b-0.1--\r\n"));
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (exchange) {
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }
}
