package org.isopleth.client.study;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.client.ExitCode;
import org.isopleth.client.TerminalText;
import org.isopleth.ontology.FeatureCatalogue;
import org.isopleth.ontology.document.DocumentException;
import org.isopleth.ontology.document.DocumentProblem;
import org.isopleth.study.FeatureRequest;
import org.isopleth.study.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth study check`: whether a study document is complete, and its digest. Not thread-safe.
@Command(
        name = "check",
        description = "Check a study document: terms, units, ranges, the plan of every analysis.",
        mixinStandardHelpOptions = true)
final class StudyCheckCommand implements Callable<Integer> {
    private final StudyReader reader;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Parameters(paramLabel = "STUDY.yaml", description = "The study document.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path file;

    @Option(names = "--json", description = "Print the verdict as JSON; problems are part of it.")
    private boolean json;

    StudyCheckCommand(StudyReader reader) {
        this.reader = reader;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (!json) {
            lines(reader.read(file)).forEach(line -> out.println(TerminalText.line(line)));
            out.flush();
            return ExitCode.DONE;
        }
        return printJson(out);
    }

    private int printJson(PrintWriter out) {
        try {
            StudyDocument document = reader.read(file);
            out.println(CanonicalJson.text(verdict(document)));
            return ExitCode.DONE;
        } catch (DocumentException e) {
            out.println(CanonicalJson.text(Json.object()
                    .with("valid", false)
                    .with(
                            "problems",
                            e.problems().stream()
                                    .map(StudyCheckCommand::problem)
                                    .toList())
                    .build()));
            return ExitCode.BAD_INPUT;
        } finally {
            out.flush();
        }
    }

    private static Json verdict(StudyDocument document) {
        return Json.object()
                .with("valid", true)
                .with("study", document.study().digest().hex())
                .with("title", document.study().title())
                .withOptional(
                        "settings",
                        document.study()
                                .features()
                                .map(request -> Json.of(request.settingsDigest().hex())))
                .with("problems", List.of())
                .with("notes", Json.ofTexts(notes(document)))
                .build();
    }

    private static Json problem(DocumentProblem problem) {
        return Json.object()
                .with("file", problem.source())
                .with("line", problem.line())
                .with("column", problem.column())
                .with("problem", problem.problem())
                .build();
    }

    private static List<String> lines(StudyDocument document) {
        Study study = document.study();
        List<String> lines = new ArrayList<>();
        lines.add(study.title());
        lines.add("study     " + study.digest());
        lines.add("release   " + study.privacy().release().word() + ", at least "
                + study.privacy().minimumSites() + " sites");
        lines.add("variables "
                + String.join(
                        ", ", study.variables().stream().map(v -> v.name()).toList()));
        study.features().ifPresent(request -> lines.addAll(features(request)));
        study.analyses()
                .forEach(plan -> lines.add("analysis  " + plan.name() + ": " + plan.id()
                        + plan.privacy().map(noise -> ", " + noise.words()).orElse("")));
        notes(document).forEach(note -> lines.add("note: " + note));
        lines.add("the document is complete");
        return lines;
    }

    private static List<String> features(FeatureRequest request) {
        List<String> lines = new ArrayList<>();
        lines.add("features  of region " + request.region() + " at " + request.timePoint() + ", measured with settings "
                + request.settingsDigest());
        for (FeatureRequest.Measured measured : request.measured()) {
            String name = FeatureCatalogue.bundled()
                    .find(measured.feature())
                    .map(feature -> " (" + feature.concept() + ", unit " + feature.unit() + ")")
                    .orElse("");
            lines.add("feature   " + measured.variable() + ": " + measured.feature() + name
                    + measured.aggregation().map(words -> ", " + words).orElse(""));
        }
        return lines;
    }

    private static List<String> notes(StudyDocument document) {
        List<String> notes = new ArrayList<>();
        if (!document.withoutTerm().isEmpty()) {
            notes.add(
                    "'study submit' will refuse this study: no term for " + String.join(", ", document.withoutTerm()));
        }
        return notes;
    }
}
