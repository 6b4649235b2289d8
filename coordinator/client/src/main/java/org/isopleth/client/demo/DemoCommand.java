package org.isopleth.client.demo;

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

/// `isopleth demo`. Not thread-safe.
@Command(
        name = "demo",
        description = "Run a real federated survival study between four hospitals on this machine.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Option(
            names = "--radiomics",
            description =
                    "Instead: a study of image features between hospitals whose patients and images are synthetic.")
    private boolean radiomics;

    @Option(names = "--work", paramLabel = "DIR", description = "The work folder, replaced by the next demo.")
    private @Nullable Path work;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the outcome as JSON.")
    private @Nullable Path json;

    public DemoCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        String home = System.getProperty("isopleth.home");
        if (home == null) {
            throw new CommandFailure("demo", "start it with ./isopleth demo, which knows where everything lies");
        }
        if (json != null) {
            new ResultFile(json).require();
        }
        PrintWriter console = spec.commandLine().getOut();
        Path folder = work == null ? Path.of(home).resolve(".isopleth-demo") : work;
        WorkFolder emptied = new WorkFolder(folder.toAbsolutePath());
        Consumer<String> say = line -> {
            synchronized (console) {
                console.println(line);
                console.flush();
            }
        };
        Programs programs = new Programs(Path.of(home, "isopleth"));
        Demo demo = radiomics
                ? new RadiomicsDemo(Path.of(home), emptied, programs, clock, say)
                : new LungDemo(Path.of(home), emptied, clock, say);
        try (WorkFolder.Held _ = emptied.renew();
                Consortium consortium = new Consortium(emptied, programs, say)) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(consortium::close));
            say.accept("Work folder " + emptied.path());
            DemoOutcome outcome = demo.run(consortium);
            outcome.lines().forEach(console::println);
            console.flush();
            if (json != null) {
                new ResultFile(json).write(CanonicalJson.bytes(outcome.json()));
            }
            return outcome.holds() ? ExitCode.DONE : ExitCode.FAULT;
        }
    }
}
