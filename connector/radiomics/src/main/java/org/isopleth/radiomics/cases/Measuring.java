package org.isopleth.radiomics.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.radiomics.Software;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.read.dicom.UptakeValue;
import org.isopleth.radiomics.read.metaimage.MetaImageFile;
import org.isopleth.radiomics.read.nrrd.NrrdFile;

/// How all cases of a run are measured. Immutable, thread-safe.
///
/// @param settings the processing
/// @param settingsDigest names the settings in every result
/// @param uptake for PET: the uptake value that Bq/ml become
/// @param regions how regions are found and placed
/// @param profile whose features
public record Measuring(
        Settings settings, Digest settingsDigest, Optional<UptakeValue> uptake, RegionRules regions, Profile profile) {

    /// What a case's result depends on: the case, its files by name, size and time of change, with the data files
    /// that their headers name, the settings, regions' names, profile and the version of the software.
    Digest key(Case one) {
        return CanonicalJson.digest(Json.object()
                .with("case", one.name())
                .with("image", one.image().stream().map(Measuring::stamps).toList())
                .with("series", one.series().orElse(""))
                .with("mask", stamps(one.mask()))
                .withOptional("roi", one.roi().map(Json::of))
                .with("settings", settingsDigest.hex())
                .with("uptake", uptake.map(Enum::name).orElse(""))
                .with("regionNames", regions.names().digest().hex())
                .with("sameGrid", regions.sameGrid())
                .with("profile", profile.json())
                .with("software", Software.VERSION)
                .build());
    }

    private static Json stamps(Path path) {
        List<Json> stamps = new ArrayList<>();
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                stamp(file, stamps);
            }
            Optional<Path> data = Files.isRegularFile(path) ? dataFile(path) : Optional.empty();
            if (data.isPresent()) {
                stamp(data.get(), stamps);
            }
        } catch (IOException | java.io.UncheckedIOException | UnreadableException e) {
            // What cannot be listed cannot be measured either: the case will fail with its reason.
            return Json.of("unreadable");
        }
        return Json.of(stamps);
    }

    private static void stamp(Path file, List<Json> stamps) throws IOException {
        stamps.add(Json.of(file.toAbsolutePath().toString()));
        stamps.add(Json.of(Files.size(file)));
        stamps.add(Json.of(Files.getLastModifiedTime(file).toMillis()));
    }

    /// Where the voxels of a detached header lie: the header does not change when they do.
    private static Optional<Path> dataFile(Path file) {
        return switch (Format.of(file)) {
            case NRRD -> NrrdFile.dataFile(file);
            case METAIMAGE -> MetaImageFile.dataFile(file);
            case DICOM, NIFTI -> Optional.empty();
        };
    }
}
