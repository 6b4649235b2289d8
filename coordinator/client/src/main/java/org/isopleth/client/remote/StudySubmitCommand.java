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
import org.isopleth.client.study.StudyDocument;
import org.isopleth.client.study.StudyReader;
import org.isopleth.term.TermId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth study submit`: signs a study and hands it in. Not thread-safe.
@Command(
        name = "submit",
        description = "Sign a study and hand it in; with --out, wait for its end and fetch the result.",
        mixinStandardHelpOptions = true)
public final class StudySubmitCommand implements Callable<Integer> {
    private final StudyReader reader;
    private final InstantSource clock;
    private final Function<TermId, Optional<String>> labels;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Parameters(paramLabel = "STUDY.yaml", description = "The study document.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path file;

    @Option(names = "--as", required = true, paramLabel = "DIR", description = "The folder you enrolled into.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path folder;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Wait for the end; write results.json, provenance.json and report.html here.")
    private @Nullable Path out;

    public StudySubmitCommand(StudyReader reader, InstantSource clock, Function<TermId, Optional<String>> labels) {
        this.reader = reader;
        this.clock = clock;
        this.labels = labels;
    }

    @Override
    public Integer call() {
        StudyDocument document = reader.read(file);
        if (!document.withoutTerm().isEmpty()) {
            throw new CommandFailure(
                    file.toString(),
                    "no term for " + String.join(", ", document.withoutTerm())
                            + "; 'term: none' is for simulations, give each variable its code");
        }
        PrintWriter console = spec.commandLine().getOut();
        try (CoordinatorClient client = CoordinatorClient.open(folder, clock)) {
            Digest study = client.submit(document.study());
            console.println("study " + study);
            console.flush();
            if (out != null) {
                new ResultFetch(client, clock, labels, line -> {
                            console.println(line);
                            console.flush();
                        })
                        .watchAndFetch(study, out);
            }
            return ExitCode.DONE;
        }
    }
}
