package org.isopleth.radiomics.main;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.radiomics.cases.OwnerOnly;
import org.isopleth.radiomics.conformance.ConformanceReport;
import org.isopleth.radiomics.conformance.CtPhantom;
import org.isopleth.radiomics.read.ReadLimits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `isopleth radiomics conformance`: measures IBSI's phantoms and compares every reference value.
@Command(
        name = "conformance",
        description = {
            "Measures IBSI's phantoms and compares every reference value.",
            "The digital phantom is built in; the CT phantom is measured when its files are given.",
            "A value of the CT phantom is passed when it is met from NIfTI and from DICOM.",
            "Exit code: 0 every value is met, 1 one is not, 2 the files cannot be read."
        },
        mixinStandardHelpOptions = true)
final class ConformanceCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before the call.
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Holds reference_values.csv and ibsi_1_ct_radiomics_phantom/{nifti,dicom}.")
    @Nullable
    private Path data;

    @Option(names = "--json", paramLabel = "FILE", description = "Where the counts go, as JSON.")
    @Nullable
    private Path file;

    @Override
    public Integer call() {
        if (data != null && !Files.isDirectory(data)) {
            throw new CommandException("--data " + data + ": there is no such folder");
        }
        ConformanceReport report = data == null
                ? ConformanceReport.ofDigitalPhantom()
                : ConformanceReport.of(
                        new CtPhantom(data),
                        ReadLimits.ofHeap(Runtime.getRuntime().maxMemory()));
        PrintWriter out = spec.commandLine().getOut();
        report.lines().forEach(out::println);
        out.flush();
        if (file != null) {
            write(file, CanonicalJson.text(report.json()) + "\n");
        }
        return report.isConformant() ? ExitCode.DONE : ExitCode.PARTLY;
    }

    private static void write(Path file, String text) {
        try {
            OwnerOnly.write(file.toAbsolutePath(), out -> out.write(text));
        } catch (IOException e) {
            throw new CommandException("--json " + file + ": the file cannot be written; check its folder");
        }
    }
}
