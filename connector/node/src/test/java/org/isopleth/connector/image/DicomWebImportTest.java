package org.isopleth.connector.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isopleth.connector.image.ImportAccount.Outcome;
import org.isopleth.connector.secret.SiteSecret;
import org.isopleth.connector.semantic.SemanticFixture;
import org.isopleth.connector.semantic.SemanticStore;
import org.isopleth.connector.source.SourceTable;
import org.isopleth.ontology.mapping.MappingDocument;
import org.isopleth.radiomics.conformance.DigitalPhantom;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.region.RegionNames;
import org.isopleth.radiomics.region.TimePointRule;
import org.isopleth.radiomics.settings.SettingsJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From an archive that speaks QIDO-RS and WADO-RS to features, over a real connection.
class DicomWebImportTest {
    private static final Settings SETTINGS = DigitalPhantom.settings(Settings.Dimension.IN_SPACE);
    private static final String TOKEN = "s3cret-token";

    @TempDir
    Path folder;

    private final Map<String, WrittenPatient> archive = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final Set<String> away = new java.util.HashSet<>();
    private HttpServer server;
    private SemanticStore store;
    private Path state;

    @BeforeEach
    void serve() throws IOException {
        state = Files.createDirectories(folder.resolve("state"));
        Files.createFile(
                folder.resolve("token"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(folder.resolve("token"), TOKEN + "\n");
        SemanticFixture fixture = new SemanticFixture(state);
        MappingDocument mapping = fixture.mapping(
                "register",
                Files.writeString(folder.resolve("register.csv"), "id,age\n12345,60\n777,70\n"),
                "id",
                "columns:\n  - {column: age, term: ncit:C25150, kind: numeric, unit: a}\n");
        store = fixture.store();
        store.publish(mapping, SourceTable.of(mapping.source()), Instant.EPOCH);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/dicom-web", this::answer);
        server.start();
        add(new WrittenPatient("12345", 41, "20260105", "GTVp1"));
        add(new WrittenPatient("777", 42, "20260106", "GTVp1"));
    }

    @AfterEach
    void stop() {
        store.close();
        server.stop(0);
    }

    @Test
    void series_are_brought_measured_and_not_kept() throws IOException {
        ImportAccount account = run();
        assertEquals(2, account.series(Outcome.MEASURED));
        assertEquals(2, account.lesions());
        assertEquals(List.of(), spooled());
        assertTrue(asked.stream().anyMatch(path -> path.startsWith("/dicom-web/studies?ModalitiesInStudy=CT")));
    }

    @Test
    void what_is_unchanged_is_not_brought_again() {
        run();
        asked.clear();
        assertEquals(2, run().series(Outcome.UNCHANGED));
        assertEquals(List.of(), asked.stream().filter(path -> isInstances(path)).toList());
    }

    @Test
    void a_busy_archive_is_asked_again_and_half_an_answer_is_none() throws IOException {
        busy.set(2);
        broken.set(1);
        assertEquals(2, run().series(Outcome.MEASURED));
        assertEquals(List.of(), spooled());
    }

    @Test
    void an_archive_that_stays_away_is_told_in_one_line_and_what_was_done_stays() {
        run();
        busy.set(1000);
        ImageSourceException told = assertThrows(ImageSourceException.class, this::run);
        assertEquals("the archive at 127.0.0.1 is busy (503): try again later", told.getMessage());
        assertEquals(2, store.images().series().size());
    }

    @Test
    void a_wrong_login_is_told_without_the_secret() throws IOException {
        Files.writeString(folder.resolve("token"), "wrong");
        ImageSourceException told = assertThrows(ImageSourceException.class, this::run);
        assertEquals(
                "the archive at 127.0.0.1 does not accept the login: see the user, password or token file",
                told.getMessage());
    }

    @Test
    void what_a_killed_import_left_is_removed() throws IOException {
        run();
        Path left = Files.createDirectories(state.resolve("images/spool/0123"));
        Files.writeString(left.resolve("000000.dcm"), "DOE^JANE");
        run();
        assertEquals(List.of(), spooled());
    }

    @Test
    void an_import_that_was_stopped_goes_on_where_it_was() {
        away.add(WrittenPatient.UID + 41);
        away.add(WrittenPatient.UID + 42);
        assertThrows(ImageSourceException.class, this::run);
        away.remove(WrittenPatient.UID + 41);
        try {
            run();
        } catch (ImageSourceException e) {
            // Which patient comes first is the pseudonyms' secret.
            assertTrue(store.images().series().size() <= 1);
        }
        int before = store.images().series().size();
        away.clear();
        ImportAccount account = run();
        assertEquals(before, account.series(Outcome.UNCHANGED));
        assertEquals(2 - before, account.series(Outcome.MEASURED));
    }

    @Test
    void hostile_identifiers_do_not_become_addresses() {
        archive.put("1.2/../../admin", new WrittenPatient("777", 43, "20260106", "GTVp1"));
        run();
        assertFalse(asked.stream().anyMatch(path -> path.contains("admin")), asked.toString());
    }

    private void add(WrittenPatient patient) {
        archive.put(patient.studyUid(), patient);
    }

    private ImportAccount run() {
        SecureRandom random = new SecureRandom();
        SiteSecret secret = SiteSecret.openOrCreate(state.resolve("site.secret"), random);
        ImageConfiguration.DicomWeb place = new ImageConfiguration.DicomWeb(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/dicom-web"),
                Optional.empty(),
                new ImageConfiguration.Token(folder.resolve("token")));
        Identities identities = new Identities(store.pseudonyms(), PatientIdRule.NONE);
        Path images = state.resolve("images");
        try (ImageIndex index = ImageIndex.open(images, secret, "test")) {
            ImageSource source = DicomWebImages.open(
                    DicomWebClient.open(place, Duration.ofMillis(5), 4),
                    Set.of("CT"),
                    identities,
                    images.resolve("spool"),
                    random);
            return new ImageImport(
                            source,
                            index,
                            store.images(),
                            new ImageChoice(Set.of("CT"), RegionNames.standard(), TimePointRule.EVERY_DAY),
                            () -> Instant.EPOCH)
                    .run(
                            List.of(new PinnedSettings(SETTINGS, SettingsJson.digest(SETTINGS))),
                            ImageImport.Effect.KEEP,
                            (_, _) -> {});
        }
    }

    private List<String> spooled() throws IOException {
        try (Stream<Path> paths = Files.walk(state.resolve("images/spool"))) {
            return paths.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }

    private static boolean isInstances(String path) {
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
                    bytes(first ? list(archive.keySet().stream().map(this::study)) : "[]"));
        } else if (path.contains("/series?")) {
            WrittenPatient patient = patient(path);
            send(
                    exchange,
                    200,
                    "application/dicom+json",
                    bytes(list(Stream.of(
                            series(patient.seriesUid(), "CT", patient.images().size()),
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
                    java.util.Arrays.copyOf(body, length));
        } else {
            send(exchange, 404, "text/plain", new byte[0]);
        }
    }

    private WrittenPatient patient(String path) {
        return Optional.ofNullable(archive.get(path.split("/", -1)[3])).orElseThrow();
    }

    private String study(String uid) {
        WrittenPatient patient = Optional.ofNullable(archive.get(uid)).orElseThrow();
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
