package org.isopleth.client.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.isopleth.client.CommandFailure;

/// Starts Isopleth's commands as processes of their own, exactly as a person would, and ends those it
/// started. Thread-safe.
public final class Programs implements AutoCloseable {
    /// What a short-lived program runs with: it starts faster with the quick compiler alone.
    public static final String QUICK = "-XX:TieredStopAtLevel=1 -Xmx512m";

    /// Longer than a command waits for the coordinator.
    private static final long COMMAND_SECONDS = 180;

    private final Path launcher;
    private final List<Process> running = new ArrayList<>();

    /// @param launcher the file `isopleth`
    public Programs(Path launcher) {
        this.launcher = launcher;
    }

    /// Runs a command to its end.
    ///
    /// @param input what it reads from its standard input
    /// @return what it printed on its standard output; a warning of the launcher or of Java is no part of that
    /// @throws CommandFailure when it fails, with what it said
    public String run(String input, String... command) {
        Process process = start(builder(QUICK, command));
        FutureTask<String> problems = reading(process.getErrorStream());
        FutureTask<String> printed = reading(process.getInputStream());
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The command did not want any input and has ended; its exit code tells.
        }
        if (!ended(process)) {
            process.destroyForcibly();
            throw new CommandFailure(words(command), "did not end within " + COMMAND_SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            throw new CommandFailure(
                    words(command), "failed: " + outcome(problems).strip());
        }
        return outcome(printed);
    }

    /// Starts a program that runs until [#close], and waits until it prints a line with `ready`.
    ///
    /// @param javaOptions what its Java runs with, separated by spaces
    public ProcessHandle serve(String ready, String javaOptions, String... command) {
        Process process = start(builder(javaOptions, command).redirectErrorStream(true));
        synchronized (running) {
            running.add(process);
        }
        StringBuilder printed = new StringBuilder();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(ready)) {
                    drain(lines);
                    return process.toHandle();
                }
                printed.append(line).append(' ');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a program's output cannot be read", e);
        }
        throw new CommandFailure(
                words(command), "ended early: " + printed.toString().strip());
    }

    private static void drain(BufferedReader lines) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (lines.readLine() != null) {
                    // What a running program prints later is in its log as well.
                }
            } catch (IOException e) {
                // The program has ended.
            }
        });
    }

    private ProcessBuilder builder(String javaOptions, String... command) {
        List<String> line = new ArrayList<>();
        line.add(launcher.toString());
        line.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("ISOPLETH_JAVA_OPTIONS", javaOptions);
        return builder;
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CommandFailure(builder.command().getFirst(), "cannot be started; check that it may be run");
        }
    }

    private static FutureTask<String> reading(InputStream from) {
        FutureTask<String> reading = new FutureTask<>(() -> read(from));
        Thread.ofPlatform().daemon().start(reading);
        return reading;
    }

    private static String outcome(FutureTask<String> reading) {
        try {
            return reading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } catch (ExecutionException e) {
            throw new IllegalStateException("a program's output cannot be read", e);
        }
    }

    private static String read(InputStream from) {
        try {
            return new String(from.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("a program's output cannot be read", e);
        }
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String words(String... command) {
        return "isopleth " + String.join(" ", List.of(command).subList(0, Math.min(2, command.length)));
    }

    /// Stops every program in order, and what does not stop within 10 s at once.
    @Override
    public void close() {
        synchronized (running) {
            running.forEach(Process::destroy);
            for (Process process : running) {
                try {
                    if (!process.waitFor(10, TimeUnit.SECONDS)) {
                        process.destroyForcibly();
                    }
                } catch (InterruptedException e) {
                    process.destroyForcibly();
                    Thread.currentThread().interrupt();
                }
            }
            running.clear();
        }
    }
}
