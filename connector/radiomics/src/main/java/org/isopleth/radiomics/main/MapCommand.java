package org.isopleth.radiomics.main;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.radiomics.Software;
import org.isopleth.radiomics.cases.Case;
import org.isopleth.radiomics.cases.OpenedImage;
import org.isopleth.radiomics.cases.OpenedMask;
import org.isopleth.radiomics.cases.OwnerOnly;
import org.isopleth.radiomics.cases.RegionRules;
import org.isopleth.radiomics.feature.Feature;
import org.isopleth.radiomics.map.FeatureMap;
import org.isopleth.radiomics.process.Region;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.read.MaskPlacement;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.dicom.UptakeValue;
import org.isopleth.radiomics.settings.SettingsDocument;
import org.isopleth.radiomics.settings.SettingsJson;
import org.isopleth.radiomics.write.NiftiWriter;
import org.isopleth.radiomics.write.NrrdWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `isopleth radiomics map`: what a feature is in the neighbourhood of every voxel, one file for each feature.
@Command(
        name = "map",
        description = "Measures features in the neighbourhood of every voxel of a region, and writes a map of each.",
        mixinStandardHelpOptions = true)
final class MapCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before the call.
    private CommandSpec spec;

    @Option(names = "--image", required = true, paramLabel = "PATH", description = "The image, as 'extract' reads it.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private Path image;

    @Option(names = "--mask", required = true, paramLabel = "PATH", description = "Its regions.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private Path mask;

    @Option(names = "--series", paramLabel = "UID", description = "The series to read where --image holds several.")
    @Nullable
    private String series;

    @Option(names = "--roi", paramLabel = "NAME", description = "The region, where the mask holds several.")
    @Nullable
    private String roi;

    @Option(names = "--suv", paramLabel = "KIND", description = "For PET series: bw, lbm, lbm-james or bsa.")
    @Nullable
    private String suv;

    @Mixin
    private final RegionOptions regions = new RegionOptions();

    @Option(
            names = "--settings",
            required = true,
            paramLabel = "FILE",
            description = "How features are measured: docs/reference/radiomics-settings.md.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private Path settingsFile;

    @Option(
            names = "--feature",
            required = true,
            split = ",",
            paramLabel = "ID",
            description = "IBSI's identifiers of intensity-based statistics and co-occurrence features.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private List<String> features;

    @Option(
            names = "--radius",
            paramLabel = "N",
            description = "How far a neighbourhood reaches, in voxels, from 1 to 10; 1 by default.")
    private int radius = 1;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder of the maps.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private Path out;

    @Option(names = "--format", paramLabel = "NAME", description = "nrrd (default) or nifti.")
    private String format = "nrrd";

    @Override
    public Integer call() {
        if (radius < 1 || radius > 10) {
            throw new CommandException("--radius: from 1 to 10 voxels");
        }
        if (!format.equals("nrrd") && !format.equals("nifti")) {
            throw new CommandException("--format: one of nrrd, nifti");
        }
        List<Feature<?>> wanted = wanted();
        if (!Files.exists(image) || !Files.exists(mask)) {
            throw new CommandException("--image, --mask: there is no such file or folder");
        }
        Settings settings = SettingsDocument.read(settingsFile);
        Optional<UptakeValue> uptake = Uptake.named(suv);
        RegionRules rules = regions.rules();
        prepareFolder();
        tell("reading the image");
        ReadLimits limits = ReadLimits.ofHeap(Runtime.getRuntime().maxMemory());
        Case one =
                new Case("map", List.of(image), Optional.ofNullable(series), mask, Optional.ofNullable(roi), List.of());
        OpenedImage opened = OpenedImage.open(one, limits);
        OpenedMask masks = OpenedMask.open(mask, limits);
        MaskPlacement placed = rules.place(rules.only(one.roi(), masks), masks, opened, limits);
        Region region = Region.of(opened.read(uptake).volume(), placed.mask(), settings);
        write(region, settings, wanted);
        writeProvenance(settings, wanted, placed.resampled(), uptake);
        PrintWriter to = spec.commandLine().getOut();
        to.println((wanted.size() == 1 ? "1 map" : wanted.size() + " maps") + " written to " + out);
        to.flush();
        return ExitCode.DONE;
    }

    private List<Feature<?>> wanted() {
        List<Feature<?>> all = FeatureMap.features(_ -> true);
        for (String id : features) {
            if (all.stream().noneMatch(feature -> feature.id().equals(id))) {
                throw new CommandException("--feature: there are maps of "
                        + String.join(", ", all.stream().map(Feature::id).toList()));
            }
        }
        return FeatureMap.features(feature -> features.contains(feature.id()));
    }

    private void prepareFolder() {
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new CommandException("--out " + out + ": the folder cannot be made; check the folder above it");
        }
        if (!Files.isWritable(out)) {
            throw new CommandException("--out " + out + ": the folder cannot be written to; choose another");
        }
    }

    /// A few features at a time: each map is as large as the image.
    private void write(Region region, Settings settings, List<Feature<?>> wanted) {
        long bytes = (long) Float.BYTES * region.image().grid().voxels();
        int atOnce = Math.clamp(Runtime.getRuntime().maxMemory() / 4 / bytes, 1, wanted.size());
        int done = 0;
        for (int from = 0; from < wanted.size(); from += atOnce) {
            List<Feature<?>> some = wanted.subList(from, Math.min(wanted.size(), from + atOnce));
            tell("measuring " + String.join(", ", some.stream().map(Feature::id).toList()) + " around "
                    + region.intensities().count() + " voxels");
            for (FeatureMap map : FeatureMap.of(region, settings, radius, some::contains)) {
                Path file = write(map);
                tell(++done + " of " + wanted.size() + " maps: " + file);
            }
        }
    }

    private Path write(FeatureMap map) {
        boolean nifti = format.equals("nifti");
        Path file = out.resolve(map.feature().id() + (nifti ? ".nii.gz" : ".nrrd"));
        try {
            if (nifti) {
                NiftiWriter.write(map.values(), file);
            } else {
                NrrdWriter.write(map.values(), file);
            }
            return file;
        } catch (IOException e) {
            throw new CommandException(file + ": the map could not be written; check the disk and the folder");
        } catch (IllegalArgumentException e) {
            throw new CommandException("--format nifti: the image is too long for NIfTI-1; write nrrd");
        }
    }

    /// How the maps beside it were measured.
    private void writeProvenance(
            Settings settings, List<Feature<?>> wanted, boolean resampled, Optional<UptakeValue> uptake) {
        Json.Obj how = Json.object()
                .with("cautions", Json.ofTexts(resampled ? List.of("resampled-mask") : List.of()))
                .with(
                        "features",
                        wanted.stream()
                                .map(feature -> (Json) Json.object()
                                        .with("feature", feature.id())
                                        .with("name", feature.name())
                                        .with("unit", feature.unit())
                                        .with("iri", feature.iri())
                                        .build())
                                .toList())
                .with("radius", radius)
                .with("settings", SettingsJson.write(settings))
                .with("settingsDigest", SettingsJson.digest(settings).hex())
                .with("software", Software.VERSION)
                .withOptional("uptake", uptake.map(value -> Json.of(value.word())))
                .build();
        Path file = out.resolve("maps.provenance.json");
        try {
            OwnerOnly.write(file, to -> to.write(CanonicalJson.text(how) + "\n"));
        } catch (IOException e) {
            throw new CommandException(file + ": the file could not be written; check the disk and the folder");
        }
    }

    private void tell(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("isopleth: " + line);
        err.flush();
    }
}
