package org.isopleth.connector.main;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.isopleth.connector.cohort.Withdrawals;
import org.isopleth.connector.secret.SiteSecret;
import org.isopleth.connector.semantic.PatientPseudonyms;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth connector withdraw DIR [PATIENT...] [--file FILE]`: patients who withdraw are in no cohort that is
/// frozen from then on. It works beside the running connector. What names a patient is kept as a pseudonym only,
/// and written to no log.
@Command(
        name = "withdraw",
        description = "Leaves patients out of every cohort from now on.",
        mixinStandardHelpOptions = true)
final class WithdrawCommand implements Callable<Integer> {
    private static final long LARGEST_FILE = 16L * 1024 * 1024;

    private final SecureRandom random;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before the call.
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The connector's folder.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private Path folder;

    @Parameters(
            index = "1..*",
            paramLabel = "PATIENT",
            description = "The hospital's own key of a patient, as its tables have it. Other users of the machine can"
                    + " see it while the command runs: prefer --file.")
    private List<String> named = new ArrayList<>();

    @Option(names = "--file", paramLabel = "FILE", description = "A file with one such key in each line.")
    private @Nullable Path file;

    WithdrawCommand(SecureRandom random) {
        this.random = random;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        return CommandProblems.told(spec.commandLine().getErr(), () -> {
            if (!Files.isDirectory(folder)) {
                throw new CommandException(folder + " is no folder: name the connector's folder");
            }
            List<String> patients = patients();
            if (patients.isEmpty()) {
                throw new CommandException("name at least one patient, or a file with --file");
            }
            Path state = ConnectorConfiguration.read(folder).storage().state();
            Path secret = state.resolve(HospitalPatients.SECRET);
            if (!Files.exists(secret)) {
                throw new CommandException(
                        secret + " is missing: this connector has never run, and no study has any patient of it");
            }
            int fresh = new Withdrawals(state)
                    .add(patients, new PatientPseudonyms(SiteSecret.openOrCreate(secret, random)));
            out.println(fresh + " of " + patients.size()
                    + " newly withdrawn. They are in no cohort that is frozen from now on; cohorts of studies under"
                    + " way keep them until these end.");
            out.println("A refit of the patients that are left is refused as 'differencing' until enough have withdrawn"
                    + " or changed: see docs/how-to/hospital.md.");
            out.flush();
            return ExitCode.OK;
        });
    }

    private List<String> patients() {
        List<String> all = new ArrayList<>(named);
        Optional.ofNullable(file).ifPresent(lines -> all.addAll(lines(lines)));
        return all.stream()
                .map(String::strip)
                .filter(patient -> !patient.isEmpty())
                .distinct()
                .toList();
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new CommandException(file + " is larger than 16 MiB: divide it");
            }
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandException(file + " cannot be read: it must hold one patient's key in each line, in UTF-8");
        }
    }
}
