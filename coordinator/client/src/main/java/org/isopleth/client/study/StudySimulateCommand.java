package org.isopleth.client.study;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.client.CommandFailure;
import org.isopleth.client.ExitCode;
import org.isopleth.client.ResultFile;
import org.isopleth.client.ResultFolder;
import org.isopleth.client.TerminalText;
import org.isopleth.client.report.StudyReport;
import org.isopleth.client.simulation.SimulatedAnalysis;
import org.isopleth.client.simulation.SimulatedStudy;
import org.isopleth.client.simulation.Simulation;
import org.isopleth.client.simulation.SimulationJson;
import org.isopleth.client.simulation.SimulationResults;
import org.isopleth.client.simulation.SimulationText;
import org.isopleth.client.simulation.SiteFile;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.site.SiteId;
import org.isopleth.study.Study;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth study simulate`: runs a study in one process on files of one's own. Not thread-safe.
@Command(
        name = "simulate",
        description = {
            "Run a study on local files with the same code, the same rounds and the same disclosure rules.",
            "A file has a header, one line per patient, and a column named as each variable of the study."
        },
        mixinStandardHelpOptions = true)
final class StudySimulateCommand implements Callable<Integer> {
    private final StudyReader reader;
    private final StudyReport page;
    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Parameters(paramLabel = "STUDY.yaml", description = "The study document.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path file;

    @Option(
            names = "--site",
            required = true,
            paramLabel = "NAME=FILE.csv",
            description = "A simulated hospital and its table; once for each hospital.")
    private List<String> sites = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the result as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Also write results.json and the report, report.html, into this folder.")
    private @Nullable Path report;

    @Option(
            names = "--no-gate-floors",
            description = "No disclosure rules and no minimum of sites, for reference tables too small to pass;"
                    + " stamped on the result.")
    private boolean noGateFloors;

    /// @param page makes the report
    StudySimulateCommand(StudyReader reader, StudyReport page, InstantSource clock) {
        this.reader = reader;
        this.page = page;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Optional<ResultFile> target = Optional.ofNullable(json).map(ResultFile::new);
        target.ifPresent(ResultFile::require);
        Optional<ResultFolder> folder = Optional.ofNullable(report).map(ResultFolder::new);
        folder.ifPresent(ResultFolder::require);
        StudyDocument document = reader.read(file);
        SortedMap<SiteId, AnalysisTable> tables = tables(document.study());
        Optional<SitePolicy> policy = noGateFloors ? Optional.empty() : Optional.of(SitePolicy.FLOORS);
        SimulatedStudy simulated = new Simulation(
                        document.study(),
                        document.analyses(),
                        policy,
                        new SlowProgress(spec.commandLine().getErr(), clock))
                .run(tables, stamps(document));
        if (simulated.isWorthKeeping()) {
            target.ifPresent(result -> result.write(
                    (CanonicalJson.text(SimulationJson.write(simulated)) + "\n").getBytes(StandardCharsets.UTF_8)));
            folder.ifPresent(documents -> writeReport(documents, simulated));
            PrintWriter out = spec.commandLine().getOut();
            SimulationText.lines(simulated).forEach(line -> out.println(TerminalText.line(line)));
            out.flush();
        }
        List<String> problems = problems(simulated);
        if (!problems.isEmpty()) {
            throw new CommandFailure(problems);
        }
        return ExitCode.DONE;
    }

    /// The same two documents as of a study between hospitals; there is no provenance of a simulation.
    private void writeReport(ResultFolder folder, SimulatedStudy simulated) {
        byte[] results = CanonicalJson.bytes(SimulationResults.write(simulated));
        folder.write("results.json", results);
        // Of the bytes as written, so that `study report` makes the same page of them.
        String html = page.html(CanonicalJson.parse(results), Optional.empty());
        folder.write("report.html", html.getBytes(StandardCharsets.UTF_8));
    }

    private SortedMap<SiteId, AnalysisTable> tables(Study study) {
        SortedMap<SiteId, Path> files = new TreeMap<>();
        for (String argument : sites) {
            int equals = argument.indexOf('=');
            if (equals < 1 || equals == argument.length() - 1) {
                throw new CommandFailure("--site " + argument, "expected NAME=FILE.csv, such as north=north.csv");
            }
            SiteId site = site(argument, argument.substring(0, equals));
            if (!study.sites().isEmpty() && !study.sites().contains(site)) {
                throw new CommandFailure(
                        "--site " + argument, "site '" + site + "' is not among the study's sites; add it there");
            }
            if (files.putIfAbsent(site, Path.of(argument.substring(equals + 1))) != null) {
                throw new CommandFailure("--site " + argument, "site '" + site + "' is given twice; rename one");
            }
        }
        SortedMap<SiteId, AnalysisTable> tables = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        files.forEach((site, path) -> {
            try {
                tables.put(site, new SiteFile(path).read(study));
            } catch (CommandFailure e) {
                failures.addAll(e.lines());
            }
        });
        if (!failures.isEmpty()) {
            throw new CommandFailure(failures);
        }
        return tables;
    }

    private static SiteId site(String argument, String name) {
        try {
            return new SiteId(name);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("--site " + argument, String.valueOf(e.getMessage()));
        }
    }

    private static List<String> stamps(StudyDocument document) {
        List<String> stamps = new ArrayList<>();
        if (!document.withoutTerm().isEmpty()) {
            stamps.add("without-terms");
        }
        if (document.study().cohort().disease().isPresent()) {
            stamps.add("disease-not-checked");
        }
        return stamps;
    }

    private List<String> problems(SimulatedStudy simulated) {
        List<String> problems = new ArrayList<>();
        for (SimulatedAnalysis analysis : simulated.analyses()) {
            String place = file + ": analysis '" + analysis.plan().name() + "': ";
            switch (analysis.outcome()) {
                case SimulatedAnalysis.Outcome.Result _ -> {}
                case SimulatedAnalysis.Outcome.Unanswered(AnalysisProblem problem) ->
                    problems.add(place + problem.reason().word() + ": " + problem.words());
                case SimulatedAnalysis.Outcome.TooFewSites(String words) -> problems.add(place + words);
            }
        }
        return problems;
    }
}
