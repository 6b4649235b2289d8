package org.isopleth.radiomics.main;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.isopleth.radiomics.bench.Bench;
import org.isopleth.radiomics.bench.BenchResult;
import org.isopleth.radiomics.cases.Case;
import org.isopleth.radiomics.cases.OpenedImage;
import org.isopleth.radiomics.cases.OpenedMask;
import org.isopleth.radiomics.cases.OwnerOnly;
import org.isopleth.radiomics.cases.RegionRules;
import org.isopleth.radiomics.read.ReadLimits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `isopleth radiomics bench`: what each family of features costs on this machine.
@Command(
        name = "bench",
        description = {
            "Measures the CPU time of each family of features in one thread, after warm-up,",
            "on the image as it is; by default on a generated region of a million voxels with 64 grey levels."
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before the call.
    private CommandSpec spec;

    @Option(names = "--image", paramLabel = "PATH", description = "The image, as 'extract' reads it.")
    @Nullable
    private Path image;

    @Option(names = "--mask", paramLabel = "PATH", description = "Its region.")
    @Nullable
    private Path mask;

    @Option(names = "--roi", paramLabel = "NAME", description = "The region, where the mask holds several.")
    @Nullable
    private String roi;

    @Option(
            names = "--bin-width",
            paramLabel = "WIDTH",
            description = "Of a grey level, in the image's unit; 25 by default.")
    private double width = 25;

    @Option(names = "--rounds", paramLabel = "N", description = "How often each family is measured; 7 by default.")
    private int rounds = Bench.Rounds.usual().measured();

    @Option(
            names = "--growth",
            description = "Measure three generated regions, each four times the one before: how the cost grows.")
    private boolean growth;

    @Option(names = "--json", paramLabel = "FILE", description = "Where the times go, as JSON.")
    @Nullable
    private Path file;

    @Override
    public Integer call() {
        if ((image == null) != (mask == null)) {
            throw new CommandException("--image and --mask go together: name both or neither");
        }
        if (rounds < 1 || rounds > 1000) {
            throw new CommandException("--rounds: from 1 to 1000");
        }
        if (!(width > 0) || width == Double.POSITIVE_INFINITY) {
            throw new CommandException("--bin-width: a number above 0");
        }
        Bench.Rounds often = new Bench.Rounds(Bench.Rounds.usual().warmUp(), rounds);
        if (growth && image != null) {
            throw new CommandException("--growth has cases of its own: leave --image and --mask away");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (growth) {
            List<BenchResult> results = Bench.runGrowth(often);
            results.forEach(one -> out.println("%10d voxels %10.2f ms, further features %10.2f ms"
                    .formatted(one.voxels(), one.totalCpuMs(), one.furtherCpuMs())));
            return done(
                    out,
                    results.stream().map(BenchResult::json).collect(Collectors.joining(",", "{\"growth\":[", "]}")));
        }
        BenchResult result = image == null || mask == null ? Bench.runSynthetic(often) : ofCase(image, mask, often);
        result.families().forEach((name, cpuMs) -> out.println("%-12s %10.2f ms".formatted(name, cpuMs)));
        out.println("%-12s %10.2f ms for %d voxels, at most %.0f MiB"
                .formatted("together", result.totalCpuMs(), result.voxels(), result.peakMiB()));
        return done(out, result.json());
    }

    private int done(PrintWriter out, String json) {
        out.flush();
        if (file != null) {
            write(file, json + "\n");
        }
        return ExitCode.DONE;
    }

    private BenchResult ofCase(Path imagePath, Path maskPath, Bench.Rounds often) {
        if (!Files.exists(imagePath) || !Files.exists(maskPath)) {
            throw new CommandException("--image, --mask: there is no such file or folder");
        }
        ReadLimits limits = ReadLimits.ofHeap(Runtime.getRuntime().maxMemory());
        Case one =
                new Case("bench", List.of(imagePath), Optional.empty(), maskPath, Optional.ofNullable(roi), List.of());
        OpenedImage opened = OpenedImage.open(one, limits);
        OpenedMask regions = OpenedMask.open(maskPath, limits);
        RegionRules rules = RegionRules.STANDARD;
        String name = rules.only(one.roi(), regions);
        return Bench.run(
                opened.read(Optional.empty()).volume(),
                rules.place(name, regions, opened, limits).mask(),
                Bench.settings(width),
                often);
    }

    private static void write(Path file, String text) {
        try {
            OwnerOnly.write(file.toAbsolutePath(), out -> out.write(text));
        } catch (IOException e) {
            throw new CommandException("--json " + file + ": the file cannot be written; check its folder");
        }
    }
}
