package org.isopleth.itest;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.client.audit.LedgerFolder;
import org.isopleth.client.remote.CoordinatorClient;
import org.isopleth.client.remote.StudyEnrolCommand;
import org.isopleth.connector.enrolment.EnrolCommand;
import org.isopleth.coordinator.enrolment.InitCommand;
import org.isopleth.coordinator.enrolment.InviteCommand;
import org.isopleth.ledger.LedgerExpectations;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.ledger.LedgerVerification;
import org.isopleth.ledger.SignedNote;
import picocli.CommandLine;

/// A consortium in a folder: the coordinator and every connector a process of its own, on real files,
/// sockets and certificates. For one test thread; closed at its end.
final class Consortium implements AutoCloseable {
    static final String COORDINATOR = "coordinator";
    private static final InstantSource CLOCK = InstantSource.system();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long READY_SECONDS = 180;

    private final Path root;
    private final Members members;
    private final Map<String, Process> running = new ConcurrentSkipListMap<>();

    private Consortium(Path root, Members members) {
        this.root = root;
        this.members = members;
    }

    /// Everyone who has a program.
    List<String> programs() {
        return members.programs();
    }

    /// Founds it, enrols everyone, and leaves the coordinator running and the connectors stopped.
    static Consortium found(Path root, Members members) {
        Consortium consortium = new Consortium(root, members);
        String work = consortium.folder(COORDINATOR).toString();
        command(new InitCommand(CLOCK, RANDOM), "", work, "--host", "127.0.0.1", "--port", freePort());
        consortium.configure(COORDINATOR);
        consortium.start(COORDINATOR);
        for (String hospital : members.hospitals()) {
            members.documents().accept(hospital, consortium.folder(hospital));
            consortium.enrol("--site", hospital, new EnrolFactory(true));
            consortium.configure(hospital);
        }
        consortium.enrol("--scientist", "scientist", new EnrolFactory(false));
        return consortium;
    }

    /// A consortium that stands where this one stood when it was stopped, in another folder: the same keys,
    /// the same members, the same address, so only one of them can run at a time.
    ///
    /// @param store the lines of a program's `store:` setting, or nothing for what its folder holds
    Consortium copy(Path to, Function<String, Optional<String>> store) {
        if (!running.isEmpty()) {
            throw new IllegalStateException("a running consortium cannot be copied");
        }
        copyFolder(root, to);
        Consortium copy = new Consortium(to, members.withStore(store));
        programs().forEach(copy::configure);
        return copy;
    }

    static void copyFolder(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void deleteFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private record EnrolFactory(boolean site) {
        Object command(String token) {
            ByteArrayInputStream typed = new ByteArrayInputStream(token.getBytes(StandardCharsets.UTF_8));
            return site ? new EnrolCommand(CLOCK, RANDOM, typed) : new StudyEnrolCommand(CLOCK, RANDOM, typed);
        }
    }

    private void enrol(String who, String name, EnrolFactory factory) {
        String printed = command(
                new InviteCommand(CLOCK, RANDOM), "", folder(COORDINATOR).toString(), who, name, "--json");
        Json.Obj invite = CanonicalJson.parse(printed.strip()).asObject();
        command(
                factory.command(invite.text("token")),
                "",
                "--address",
                invite.text("address"),
                "--invite",
                invite.text("invite"),
                "--token-file",
                "-",
                "--root-fingerprint",
                invite.text("rootFingerprint"),
                folder(name).toString());
    }

    private void configure(String name) {
        String program = name.equals(COORDINATOR) ? COORDINATOR : "connector";
        members.store().apply(name).ifPresent(setting -> {
            try {
                Files.writeString(folder(name).resolve(program + ".yaml"), program + ": 1\nstore: " + setting + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /// The work folder of a member.
    Path folder(String name) {
        return root.resolve(name);
    }

    /// Starts a program and waits until it says that it works. What it prints is kept in `logs`.
    void start(String name) {
        boolean coordinator = name.equals(COORDINATOR);
        String main = coordinator
                ? "org.isopleth.coordinator.main.CoordinatorMain"
                : "org.isopleth.connector.main.ConnectorMain";
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        line.addAll(members.java().apply(name));
        line.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                main,
                "run",
                folder(name).toString()));
        Path log = root.resolve("logs").resolve(name + ".log");
        try {
            Files.createDirectories(root.resolve("logs"));
            long before = Files.exists(log) ? Files.size(log) : 0;
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            running.put(name, process);
            awaitWord(process, log, before, coordinator ? "ready" : "connected");
        } catch (IOException e) {
            throw new AssertionError(name + " cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static void awaitWord(Process process, Path log, long before, String word)
            throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        String printed = "";
        while (!printed.contains(word)) {
            if (!process.isAlive() || System.nanoTime() > until) {
                throw new AssertionError("not " + word + ", see " + log + ": " + printed);
            }
            Thread.sleep(20);
            byte[] all = Files.readAllBytes(log);
            printed = new String(all, (int) before, all.length - (int) before, StandardCharsets.UTF_8);
        }
    }

    /// Writes what every thread of every program is doing beside their logs.
    void dumpThreads() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Map<String, Long> processes = new TreeMap<>();
        running.forEach((name, process) -> processes.put(name, process.pid()));
        processes.put("test", ProcessHandle.current().pid());
        for (Map.Entry<String, Long> process : processes.entrySet()) {
            Path to = root.resolve("logs").resolve(process.getKey() + ".threads");
            new ProcessBuilder(
                            jcmd.toString(),
                            Long.toString(process.getValue()),
                            "Thread.dump_to_file",
                            "-overwrite",
                            to.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(20, TimeUnit.SECONDS);
        }
    }

    /// Starts all connectors, together.
    void startHospitals() throws InterruptedException {
        List<Thread> starting = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (String hospital : members.hospitals()) {
            Thread thread = Thread.ofPlatform().unstarted(() -> start(hospital));
            thread.setUncaughtExceptionHandler((_, failure) -> {
                synchronized (failures) {
                    failures.add(failure);
                }
            });
            thread.start();
            starting.add(thread);
        }
        for (Thread thread : starting) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("a connector did not start", failures.getFirst());
        }
    }

    /// Kills a program, as a power failure would.
    void kill(String name) throws InterruptedException {
        Process process = running.get(name);
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /// The process of a program that was started, dead or alive.
    Process process(String name) {
        return Objects.requireNonNull(running.get(name), name);
    }

    /// Stops every program in order.
    void stop() {
        running.values().forEach(Process::destroy);
        running.values().forEach(process -> {
            try {
                if (!process.waitFor(15, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        });
        running.clear();
    }

    /// Fails unless the published ledger of every program verifies.
    void requireSoundLedgers() {
        for (String program : programs()) {
            assertInstanceOf(
                    LedgerVerdict.Sound.class,
                    LedgerVerification.verify(
                            new LedgerFolder(folder(program).resolve("ledger")), LedgerExpectations.NONE),
                    program);
        }
    }

    /// How many others cosigned the head of a program's ledger that most cosigned; whether their signatures are
    /// right, [#requireSoundLedgers] checks.
    int cosignatures(String program) throws IOException {
        try (Stream<Path> heads = Files.list(folder(program).resolve("ledger/checkpoints"))) {
            int most = 0;
            for (Path head : heads.toList()) {
                most = Math.max(
                        most,
                        SignedNote.parse(Files.readAllBytes(head)).signatures().size() - 1);
            }
            return most;
        }
    }

    /// A connection as the scientist.
    CoordinatorClient scientist() {
        return CoordinatorClient.open(folder("scientist"), CLOCK);
    }

    @Override
    public void close() {
        stop();
    }

    private static String command(Object command, String expected, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        if (exit != 0 || !out.toString().contains(expected)) {
            throw new AssertionError(command.getClass().getSimpleName() + " failed: " + err);
        }
        return out.toString();
    }

    private static String freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
