package org.isopleth.client.remote;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.isopleth.canonical.Digest;
import org.isopleth.client.CommandFailure;
import org.isopleth.client.ExitCode;
import org.isopleth.term.TermId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth study result`: waits for the end of a study and writes its documents. Not thread-safe.
@Command(
        name = "result",
        description = "Watch a study to its end; write results.json, provenance.json and report.html.",
        mixinStandardHelpOptions = true)
public final class StudyResultCommand implements Callable<Integer> {
    private final InstantSource clock;
    private final Function<TermId, Optional<String>> labels;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Parameters(paramLabel = "DIGEST", description = "The study's digest, as submit printed it.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private String study;

    @Option(names = "--as", required = true, paramLabel = "DIR", description = "The folder you enrolled into.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path folder;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the documents go.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path out;

    public StudyResultCommand(InstantSource clock, Function<TermId, Optional<String>> labels) {
        this.clock = clock;
        this.labels = labels;
    }

    @Override
    public Integer call() {
        PrintWriter console = spec.commandLine().getOut();
        try (CoordinatorClient client = CoordinatorClient.open(folder, clock)) {
            new ResultFetch(client, clock, labels, line -> {
                        console.println(line);
                        console.flush();
                    })
                    .watchAndFetch(digest(), out);
            return ExitCode.DONE;
        }
    }

    private Digest digest() {
        try {
            return new Digest(study);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("DIGEST", e.getMessage() + "; copy it from 'study list'");
        }
    }
}
