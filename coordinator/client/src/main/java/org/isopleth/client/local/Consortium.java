package org.isopleth.client.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;

/// The programs of a consortium on this machine, from its founding to its end, each step by the command a
/// person would use. For one thread; closed once, from any thread.
public final class Consortium implements AutoCloseable {
    /// The name and folder of the coordinator.
    public static final String COORDINATOR = "coordinator";
    /// The name and folder of who asks.
    public static final String SCIENTIST = "scientist";

    private final WorkFolder work;
    private final Programs programs;
    private final UnaryOperator<String> javaOptions;
    private final Consumer<String> say;

    /// A consortium whose programs run with [Programs#QUICK].
    public Consortium(WorkFolder work, Programs programs, Consumer<String> say) {
        this(work, programs, _ -> Programs.QUICK, say);
    }

    /// @param javaOptions what the Java of a member's program runs with, by the member's name
    /// @param say shows a line of progress
    public Consortium(WorkFolder work, Programs programs, UnaryOperator<String> javaOptions, Consumer<String> say) {
        this.work = work;
        this.programs = programs;
        this.javaOptions = javaOptions;
        this.say = say;
    }

    /// Makes the coordinator and starts it.
    public ProcessHandle found() {
        String port = Integer.toString(freePort());
        say.accept("Founding the consortium: the coordinator listens on 127.0.0.1:" + port);
        programs.run("", COORDINATOR, "init", folder(COORDINATOR), "--host", "127.0.0.1", "--port", port);
        return programs.serve("ready", javaOptions.apply(COORDINATOR), COORDINATOR, "run", folder(COORDINATOR));
    }

    /// Enrols the hospital whose folder in the work folder has its name.
    public void enrolHospital(String hospital) {
        enrol("--site", hospital, "connector");
    }

    /// Enrols the scientist.
    public void enrolScientist() {
        try {
            Files.createDirectory(work.path().resolve(SCIENTIST));
            enrol("--scientist", SCIENTIST, "study");
        } catch (IOException e) {
            throw new UncheckedIOException("the scientist's folder cannot be made", e);
        }
    }

    private void enrol(String role, String name, String program) {
        String printed = programs.run("", COORDINATOR, "invite", folder(COORDINATOR), role, name, "--json");
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
                folder(name));
    }

    /// Starts the connectors of these hospitals and waits until each has connected.
    public void start(List<String> hospitals) throws InterruptedException {
        together(hospitals.stream()
                .map(hospital -> (Runnable) () ->
                        programs.serve("connected", javaOptions.apply(hospital), "connector", "run", folder(hospital)))
                .toList());
    }

    /// Does independent steps at the same time; the first failure is thrown when all have ended.
    public static void together(List<Runnable> steps) throws InterruptedException {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Callable<Object>> tasks =
                    steps.stream().map(Executors::callable).toList();
            for (Future<Object> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a step of several at once failed", e);
        }
    }

    private String folder(String name) {
        return work.path().resolve(name).toString();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on this machine", e);
        }
    }

    @Override
    public void close() {
        programs.close();
    }
}
