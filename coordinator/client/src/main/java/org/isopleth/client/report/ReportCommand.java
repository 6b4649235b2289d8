package org.isopleth.client.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.client.CommandFailure;
import org.isopleth.client.ExitCode;
import org.isopleth.client.ResultFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth study report`: makes the page of a study that has ended. Not thread-safe.
@Command(
        name = "report",
        description = "Make the report of a study: one HTML file that needs nothing else.",
        mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {
    private final StudyReport report;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Parameters(paramLabel = "RESULTS.json", description = "The results of the study.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path results;

    @Option(names = "--provenance", paramLabel = "FILE", description = "When it ran, and the heads of the ledgers.")
    private @Nullable Path provenance;

    @Option(
            names = "--planted",
            paramLabel = "FILE",
            description = "Of synthetic patients: the effects that were planted in them, to show beside the estimates.")
    private @Nullable Path planted;

    @Option(names = "--out", required = true, paramLabel = "FILE.html", description = "The page to write.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path out;

    /// @param report makes the page
    public ReportCommand(StudyReport report) {
        this.report = report;
    }

    @Override
    public Integer call() {
        ResultFile target = new ResultFile(out);
        target.require();
        Json document = read(results);
        Optional<Json> origin = Optional.ofNullable(provenance).map(ReportCommand::read);
        Optional<Json> truth = Optional.ofNullable(planted).map(ReportCommand::read);
        String page;
        try {
            page = report.html(document, origin, truth);
        } catch (JsonException e) {
            throw new CommandFailure(results.toString(), e.getMessage() + "; give the files of one ended study");
        }
        target.write(page.getBytes(StandardCharsets.UTF_8));
        spec.commandLine().getOut().println("report: " + out);
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    private static Json read(Path file) {
        try {
            return CanonicalJson.parse(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            throw new CommandFailure(file.toString(), "the file does not exist; check its name");
        } catch (IOException _) {
            throw new CommandFailure(file.toString(), "the file cannot be read; check what it is and its rights");
        } catch (JsonException e) {
            throw new CommandFailure(file.toString(), e.getMessage() + "; expected a JSON document");
        }
    }
}
