package org.isopleth.client.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.client.CommandFailure;
import org.isopleth.client.ExitCode;
import org.isopleth.client.ResultFile;
import org.isopleth.client.local.Consortium;
import org.isopleth.client.local.Programs;
import org.isopleth.client.local.WorkFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `isopleth bench rounds`. Not thread-safe.
@Command(
        name = "rounds",
        description = "Measure rounds between synthetic sites on this machine, one process for each site.",
        mixinStandardHelpOptions = true)
public final class BenchRoundsCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Option(names = "--sites", paramLabel = "N", defaultValue = "8", description = "3 to 128; default 8.")
    private int sites;

    @Option(
            names = "--length",
            paramLabel = "M",
            defaultValue = "1000000",
            description = "Values that go out and come back in a round, 1 to 16777216; default a million.")
    private int length;

    @Option(
            names = "--rounds",
            paramLabel = "R",
            defaultValue = "10",
            description = "Rounds that count, 1 to 500; default 10.")
    private int rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "W",
            defaultValue = "20",
            description = "Rounds before them, while Java compiles what the programs do most, 0 to 500; default 20.")
    private int warmUp;

    @Option(names = "--masked", description = "Measure masked sums.")
    private boolean masked;

    @Option(names = "--compact", description = "Carry the values in 64 bits instead of 128.")
    private boolean compact;

    @Option(names = "--work", paramLabel = "DIR", description = "The work folder, replaced by the next run.")
    private @Nullable Path work;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the measurements as JSON.")
    private @Nullable Path json;

    public BenchRoundsCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        RoundsPlan plan = new RoundsPlan(sites, length, warmUp, rounds, masked, compact);
        String home = System.getProperty("isopleth.home");
        if (home == null) {
            throw new CommandFailure("bench", "start it with ./isopleth bench, which knows where everything lies");
        }
        if (json != null) {
            new ResultFile(json).require();
        }
        PrintWriter console = spec.commandLine().getOut();
        Path folder = work == null ? Path.of(home).resolve(".isopleth-bench") : work;
        WorkFolder emptied = new WorkFolder(folder.toAbsolutePath());
        Consumer<String> say = line -> {
            synchronized (console) {
                console.println(line);
                console.flush();
            }
        };
        RoundRecordings recordings = new RoundRecordings(emptied.path());
        try (WorkFolder.Held _ = emptied.renew();
                Consortium consortium = new Consortium(
                        emptied,
                        new Programs(Path.of(home, "isopleth")),
                        member -> plan.java(member, recordings),
                        say)) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(consortium::close));
            say.accept("Work folder " + emptied.path());
            RoundsMeasured measured = new RoundsBenchmark(plan, emptied, recordings, clock, say).run(consortium);
            measured.lines().forEach(say);
            if (json != null) {
                new ResultFile(json).write(CanonicalJson.bytes(measured.json()));
            }
            return ExitCode.DONE;
        }
    }
}
