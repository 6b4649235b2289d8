package org.isopleth.radiomics.main;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.radiomics.cases.CaseResult;
import org.isopleth.radiomics.cases.CaseRun;
import org.isopleth.radiomics.cases.Journal;
import org.isopleth.radiomics.cases.Measuring;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.settings.SettingsDocument;
import org.isopleth.radiomics.settings.SettingsJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `isopleth radiomics extract`: every feature of every region, of one case or many.
@Command(
        name = "extract",
        description = "Measures every feature of the regions of one image, or of many.",
        footer = {
            "",
            "A run that was killed continues where it stopped: start it again with the same options.",
            "Exit code: 0 all was measured, 1 some regions were not (each is listed with its reason),",
            "2 the command or its files cannot be used."
        },
        mixinStandardHelpOptions = true)
final class ExtractCommand implements Callable<Integer> {
    private final boolean terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before the call.
    private CommandSpec spec;

    @Mixin
    private final CaseChoice choice = new CaseChoice();

    @Mixin
    private final RegionOptions regions = new RegionOptions();

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Option(
            names = "--settings",
            required = true,
            paramLabel = "FILE",
            description = "How features are measured: docs/reference/radiomics-settings.md.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private Path settingsFile;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where the results go: FILE.csv or FILE.json.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private Path out;

    @Option(names = "--wide", description = "CSV with a row for each region and a column for each feature.")
    private boolean wide;

    @Option(
            names = "--suv",
            paramLabel = "KIND",
            description = "For PET series: the uptake value to measure; bw, lbm, lbm-james or bsa.")
    @Nullable
    private String suv;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many cases at a time; by default as many as there are processors.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "What was done, as JSON on standard output.")
    private boolean json;

    /// @param terminal whether a person watches standard error
    ExtractCommand(boolean terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (threads < 1 || threads > 1024) {
            throw new CommandException("--threads: from 1 to 1024");
        }
        ResultFiles files = new ResultFiles(out);
        files.require();
        if (wide && files.isJson()) {
            throw new CommandException("--wide is a layout of CSV; JSON has its own");
        }
        Settings settings = SettingsDocument.read(settingsFile);
        Measuring measuring = new Measuring(
                settings, SettingsJson.digest(settings), Uptake.named(suv), regions.rules(), profile.profile(settings));
        CaseChoice.Chosen chosen = choice.find();
        try (Journal journal = Journal.open(files.beside("journal"))) {
            int exit = run(chosen, measuring, files, journal);
            if (exit == ExitCode.DONE) {
                journal.delete();
            }
            return exit;
        }
    }

    private int run(CaseChoice.Chosen chosen, Measuring measuring, ResultFiles files, Journal journal)
            throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        ProgressLines progress = new ProgressLines(err, terminal);
        chosen.refused().forEach(one -> one.failures().forEach(failure -> progress.tell(one.name(), failure)));
        CaseRun run = new CaseRun(chosen.cases(), measuring, journal);
        CaseRun.Count count = run.measure(threads, Runtime.getRuntime().maxMemory(), progress);
        Totals totals = Totals.of(chosen, count);
        Consumer<Consumer<CaseResult>> results = visit -> {
            run.forEach(visit);
            chosen.refused().forEach(visit);
        };
        Json how = SettingsJson.write(measuring.settings());
        ResultFiles.Shape shape = wide ? ResultFiles.Shape.WIDE : ResultFiles.Shape.LONG;
        files.write(results::accept, measuring, how, shape, totals.failures());
        report(count, totals, measuring, files);
        return totals.failures() == 0 ? ExitCode.DONE : ExitCode.PARTLY;
    }

    /// What came of the run, with what in a folder was no case.
    private record Totals(int cases, int regions, int failures) {
        static Totals of(CaseChoice.Chosen chosen, CaseRun.Count count) {
            int refused = chosen.refused().stream()
                    .mapToInt(result -> result.failures().size())
                    .sum();
            return new Totals(
                    chosen.cases().size() + chosen.refused().size(), count.regions(), count.failures() + refused);
        }
    }

    private void report(CaseRun.Count count, Totals totals, Measuring measuring, ResultFiles files) {
        PrintWriter to = spec.commandLine().getOut();
        int failures = totals.failures();
        if (json) {
            to.println(CanonicalJson.text(Json.object()
                    .with("cases", totals.cases())
                    .with("continued", count.continued())
                    .with("measured", count.measured())
                    .with("regions", totals.regions())
                    .with("failures", failures)
                    .with("settingsDigest", measuring.settingsDigest().hex())
                    .with("out", out.toString())
                    .build()));
        } else {
            to.println(totals.regions() + " regions of " + totals.cases() + " cases measured: " + out);
            if (failures > 0) {
                to.println(failures + " not measured: see "
                        + (files.isJson()
                                ? "'failures' in it"
                                : files.beside("failures.csv").toString())
                        + "; start again to try these once more");
            }
        }
        to.flush();
    }
}
