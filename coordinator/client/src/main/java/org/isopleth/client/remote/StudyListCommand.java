package org.isopleth.client.remote;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.client.ExitCode;
import org.isopleth.client.TerminalText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `isopleth study list`: the studies a coordinator knows. Not thread-safe.
@Command(name = "list", description = "List the coordinator's studies.", mixinStandardHelpOptions = true)
public final class StudyListCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Option(names = "--as", required = true, paramLabel = "DIR", description = "The folder you enrolled into.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path folder;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    public StudyListCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        PrintWriter console = spec.commandLine().getOut();
        try (CoordinatorClient client = CoordinatorClient.open(folder, clock)) {
            List<Json.Obj> studies = client.studies();
            if (json) {
                console.println(CanonicalJson.text(Json.of(studies)));
            } else {
                if (studies.isEmpty()) {
                    console.println("no study is registered");
                }
                studies.forEach(study -> console.println(TerminalText.line(
                        study.text("study") + "  " + study.text("state") + "  " + study.text("title"))));
            }
            console.flush();
            return ExitCode.DONE;
        }
    }
}
