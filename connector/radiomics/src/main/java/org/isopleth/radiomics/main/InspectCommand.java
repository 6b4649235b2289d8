package org.isopleth.radiomics.main;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.radiomics.inspect.Inspection;
import org.isopleth.radiomics.inspect.Listing;
import org.isopleth.radiomics.inspect.Pictures;
import org.isopleth.radiomics.read.ReadLimits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth radiomics inspect DIR`: which images and regions a folder holds, and whether they can be measured.
@Command(
        name = "inspect",
        description = {
            "Shows which images and regions a folder holds, and what is wrong with them.",
            "Every pixel is read once. Nothing is shown of the patients; regions are shown by their names."
        },
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before the call.
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder; those in it are looked through too.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private Path folder;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Option(
            names = "--png",
            paramLabel = "DIR",
            description = "Writes pictures of the middle planes with the outlines of the regions.")
    @Nullable
    private Path pictures;

    @Override
    public Integer call() {
        if (!Files.isDirectory(folder)) {
            throw new CommandException(folder + ": there is no such folder");
        }
        Inspection.Onlooker onlooker = (listed, image, regions) -> {};
        if (pictures != null) {
            onlooker = new Pictures(made(pictures));
        }
        Listing listing =
                Inspection.of(folder, ReadLimits.ofHeap(Runtime.getRuntime().maxMemory()), onlooker);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(CanonicalJson.text(listing.json()));
        } else {
            listing.lines().forEach(out::println);
        }
        out.flush();
        return ExitCode.DONE;
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CommandException("--png " + folder + ": this folder cannot be made; choose another");
        }
    }
}
