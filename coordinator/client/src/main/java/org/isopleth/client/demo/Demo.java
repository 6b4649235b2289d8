package org.isopleth.client.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.client.CommandFailure;

/// The demo, step by step. For one thread; closed once, from any thread.
final class Demo implements AutoCloseable {
    private static final String COORDINATOR = "coordinator";
    private static final String SCIENTIST = "scientist";

    private final Path documents;
    private final Path home;
    private final WorkFolder work;
    private final InstantSource clock;
    private final PrintWriter console;
    private final Programs programs;

    Demo(Path home, Path work, InstantSource clock, PrintWriter console) {
        this.home = home;
        this.documents = home.resolve("deploy/demo");
        this.work = new WorkFolder(work);
        this.clock = clock;
        this.console = console;
        this.programs = new Programs(home.resolve("isopleth"));
    }

    /// Runs everything and leaves the work folder for the curious.
    DemoOutcome run() throws InterruptedException {
        var start = clock.instant();
        say("Work folder " + work.path());
        work.renew();
        say("Founding the consortium");
        String port = Integer.toString(freePort());
        String coordinator = work.path().resolve(COORDINATOR).toString();
        programs.run("", COORDINATOR, "init", coordinator, "--host", "127.0.0.1", "--port", port);
        programs.serve("ready", COORDINATOR, "run", coordinator);
        say("The coordinator listens on 127.0.0.1:" + port + "; four hospitals and a scientist enrol");
        List<Callable<Boolean>> preparations = new ArrayList<>();
        Hospital.ALL.forEach(hospital -> preparations.add(() -> prepare(hospital)));
        preparations.add(this::enrolScientist);
        together(preparations);
        say("Every hospital starts its connector");
        together(Hospital.ALL.stream()
                .map(hospital -> (Callable<Boolean>) () -> {
                    programs.serve(
                            "connected",
                            "connector",
                            "run",
                            work.path().resolve(hospital.name()).toString());
                    return true;
                })
                .toList());
        say("The scientist submits the study");
        DemoStudy study = new DemoStudy(documents, work.path(), clock, this::say);
        Json.Obj results = study.run(work.path().resolve(SCIENTIST));
        say("Stopping the programs, verifying the five ledgers");
        programs.close();
        List<DemoLedger> ledgers = ledgers();
        double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
        return new DemoOutcome(
                results, PooledFit.of(documents), ledgers, work.path().resolve("result"), seconds);
    }

    private boolean prepare(Hospital hospital) {
        Path folder = work.copy(documents.resolve(hospital.name()), hospital.name());
        Path script = folder.resolve("patients.sql");
        if (Files.exists(script)) {
            loadDatabase(folder, script);
        }
        enrol("--site", hospital.name(), "connector", folder);
        say(hospital.name() + " (" + hospital.words() + ") has enrolled");
        return true;
    }

    private boolean enrolScientist() throws IOException {
        enrol(
                "--scientist",
                SCIENTIST,
                "study",
                Files.createDirectory(work.path().resolve(SCIENTIST)));
        return true;
    }

    private void enrol(String who, String name, String program, Path folder) {
        String printed = programs.run(
                "", COORDINATOR, "invite", work.path().resolve(COORDINATOR).toString(), who, name, "--json");
        Json.Obj invite = CanonicalJson.parse(printed.strip()).asObject();
        programs.run(
                invite.text("token") + "\n",
                program,
                "enrol",
                "--address",
                invite.text("address"),
                "--invite",
                invite.text("invite"),
                "--token-file",
                "-",
                "--root-fingerprint",
                invite.text("rootFingerprint"),
                folder.toString());
    }

    /// Fills a hospital's own database, as its own software would have.
    private void loadDatabase(Path folder, Path script) {
        Path libraries = home.resolve("connector/node/target/lib");
        try (Stream<Path> jars = Files.list(libraries)) {
            Path h2 = jars.filter(jar -> String.valueOf(jar.getFileName()).matches("h2-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new CommandFailure(libraries.toString(), "the H2 database is missing"));
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            h2.toString(),
                            "org.h2.tools.RunScript",
                            "-url",
                            "jdbc:h2:file:" + folder.resolve("hospital"),
                            "-user",
                            "reader",
                            "-password",
                            Files.readString(folder.resolve("database.password"))
                                    .strip(),
                            "-script",
                            script.toString())
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new CommandFailure(script.toString(), "the database could not be filled: " + printed.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a hospital's database cannot be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("demo", "interrupted");
        }
    }

    private List<DemoLedger> ledgers() {
        List<DemoLedger> ledgers = new ArrayList<>();
        ledgers.add(DemoLedger.of(COORDINATOR, work.path().resolve(COORDINATOR)));
        Hospital.ALL.forEach(hospital ->
                ledgers.add(DemoLedger.of(hospital.name(), work.path().resolve(hospital.name()))));
        return ledgers;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on this machine", e);
        }
    }

    private void together(List<Callable<Boolean>> tasks) throws InterruptedException {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (Future<Boolean> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a step of the demo failed", e);
        }
    }

    private synchronized void say(String line) {
        console.println(line);
        console.flush();
    }

    @Override
    public void close() {
        programs.close();
    }
}
