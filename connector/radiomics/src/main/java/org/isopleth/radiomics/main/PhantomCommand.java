package org.isopleth.radiomics.main;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.radiomics.phantom.PhantomCoding;
import org.isopleth.radiomics.phantom.PhantomHospital;
import org.isopleth.radiomics.phantom.PhantomScanner;
import org.isopleth.radiomics.phantom.PlantedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth radiomics phantom`: writes a synthetic hospital.
@Command(
        name = "phantom",
        description = {
            "Writes a synthetic hospital: CT series and structure sets of patients that do not exist, and a table",
            "whose outcome depends on the age and on two features by known effects. Same seed, same bytes."
        },
        mixinStandardHelpOptions = true)
final class PhantomCommand implements Callable<Integer> {
    /// The words for scanners.
    enum Scanner {
        SMOOTH,
        SHARP
    }

    /// The words for codings.
    enum Language {
        ENGLISH,
        DUTCH,
        GERMAN,
        FRENCH
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before the call.
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "Gets patients.csv and images/; neither may exist.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private Path folder;

    @Option(names = "--name", paramLabel = "NAME", description = "The hospital's name; 'phantom' by default.")
    private String name = "phantom";

    @Option(names = "--patients", paramLabel = "N", description = "How many; 50 by default.")
    private int patients = 50;

    @Option(names = "--seed", paramLabel = "S", description = "Another seed, other patients; 1 by default.")
    private long seed = 1;

    @Option(names = "--scanner", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}; SMOOTH by default.")
    private Scanner scanner = Scanner.SMOOTH;

    @Option(names = "--language", paramLabel = "WORD", description = "${COMPLETION-CANDIDATES}; ENGLISH by default.")
    private Language language = Language.ENGLISH;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    @Override
    public Integer call() {
        if (Files.exists(folder.resolve("patients.csv")) || Files.exists(folder.resolve("images"))) {
            throw new CommandException(folder + ": there is a hospital already; choose another folder");
        }
        PhantomHospital.Written written = written();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(CanonicalJson.text(Json.object()
                    .with("patients", written.patients())
                    .with("withOutcome", written.withOutcome())
                    .with("table", written.table().toString())
                    .with("images", written.images().toString())
                    .build()));
        } else {
            out.println(written.patients() + " synthetic patients, " + written.withOutcome() + " with the outcome: "
                    + written.table() + ", " + written.images());
        }
        out.flush();
        return ExitCode.DONE;
    }

    private PhantomHospital.Written written() {
        PhantomHospital hospital;
        try {
            hospital = new PhantomHospital(name, patients, seed, scanner(), coding());
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
        try {
            Files.createDirectories(folder);
            return hospital.write(folder, PlantedModel.DEMO);
        } catch (IOException e) {
            throw new CommandException(folder + ": the files cannot be written; check the folder");
        }
    }

    private PhantomScanner scanner() {
        return switch (scanner) {
            case SMOOTH -> PhantomScanner.SMOOTH;
            case SHARP -> PhantomScanner.SHARP;
        };
    }

    private PhantomCoding coding() {
        return switch (language) {
            case ENGLISH -> PhantomCoding.ENGLISH;
            case DUTCH -> PhantomCoding.DUTCH;
            case GERMAN -> PhantomCoding.GERMAN;
            case FRENCH -> PhantomCoding.FRENCH;
        };
    }
}
