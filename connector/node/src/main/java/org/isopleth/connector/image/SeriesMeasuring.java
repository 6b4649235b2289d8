package org.isopleth.connector.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.isopleth.connector.semantic.Acquisition;
import org.isopleth.connector.semantic.SeriesFeatures;
import org.isopleth.radiomics.Extraction;
import org.isopleth.radiomics.process.Region;
import org.isopleth.radiomics.process.TooManyLevelsException;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.read.dicom.DataSet;
import org.isopleth.radiomics.read.dicom.DicomFile;
import org.isopleth.radiomics.read.dicom.Series;
import org.isopleth.radiomics.read.dicom.SeriesImage;
import org.isopleth.radiomics.read.dicom.Tag;
import org.isopleth.radiomics.read.dicom.UptakeValue;
import org.isopleth.radiomics.region.RegionNames;
import org.isopleth.radiomics.volume.EmptyRegionException;
import org.isopleth.radiomics.volume.Mask;

/// Reads one image series with its regions and measures it. Immutable, thread-safe.
///
/// CT is measured in Hounsfield units, MR as stored, PET in body-weight uptake values.
final class SeriesMeasuring {
    private final RegionNames names;
    private final ReadLimits limits;
    private final String software;

    /// @param software name and version of what measures
    SeriesMeasuring(RegionNames names, ReadLimits limits, String software) {
        this.names = names;
        this.limits = limits;
        this.software = software;
    }

    /// What was found in a series.
    ///
    /// @param features under each settings; each region of the series is in each
    record Found(Acquisition acquisition, Set<String> regions, Set<String> cautions, List<SeriesFeatures> features) {}

    /// Measures a series under every settings.
    ///
    /// @param images the files of one series
    /// @param regions files that may hold regions of it
    /// @param progress is asked before each region whether to go on
    /// @throws UnreadableException when the image cannot be read
    Found measure(List<Path> images, List<Path> regions, List<PinnedSettings> all, ImageSource.Progress progress) {
        Series series = Series.only(images.stream().map(DicomFile::openWhole).toList());
        DataSet attributes = series.attributes();
        String modality = attributes.text(Tag.MODALITY).orElse("");
        SeriesImage image =
                modality.equals("PT") ? series.uptake(limits, UptakeValue.BODY_WEIGHT) : series.image(limits);
        SortedMap<String, DrawnRegions.Region> drawn = DrawnRegions.of(series, regions, names, limits);
        List<TreeMap<String, SeriesFeatures.Lesion>> lesions = all.stream()
                .map(_ -> new TreeMap<String, SeriesFeatures.Lesion>())
                .toList();
        drawn.forEach((name, region) -> {
            progress.check();
            List<SeriesFeatures.Lesion> found = lesions(image, region, all);
            for (int i = 0; i < all.size(); i++) {
                lesions.get(i).put(name, found.get(i));
            }
        });
        List<SeriesFeatures> features = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            features.add(new SeriesFeatures(all.get(i).digest(), software, lesions.get(i)));
        }
        Set<String> cautions = image.cautions().stream().map(Enum::name).collect(Collectors.toSet());
        return new Found(acquisition(attributes, modality, image), drawn.keySet(), cautions, features);
    }

    private static Acquisition acquisition(DataSet attributes, String modality, SeriesImage image) {
        return new Acquisition(
                modality,
                attributes.text(Tag.MANUFACTURER),
                attributes.text(Tag.MANUFACTURER_MODEL_NAME),
                attributes.text(Tag.CONVOLUTION_KERNEL),
                boxed(attributes.number(Tag.KVP)),
                boxed(attributes.number(Tag.SLICE_THICKNESS)),
                image.volume().grid().spacing(),
                attributes.text(Tag.CONTRAST_BOLUS_AGENT).isPresent());
    }

    private static Optional<Double> boxed(OptionalDouble number) {
        return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
    }

    private static List<SeriesFeatures.Lesion> lesions(
            SeriesImage image, DrawnRegions.Region region, List<PinnedSettings> all) {
        return switch (region) {
            case DrawnRegions.Drawn(Supplier<Mask> mask) -> lesions(image, mask, all);
            case DrawnRegions.Unclear(String reason) -> notMeasured(reason, all);
        };
    }

    private static List<SeriesFeatures.Lesion> lesions(
            SeriesImage image, Supplier<Mask> drawn, List<PinnedSettings> all) {
        try {
            Mask mask = drawn.get();
            double volume = mask.count() * image.volume().grid().voxelVolume();
            return all.stream().map(one -> measured(image, mask, volume, one)).toList();
        } catch (UnreadableException e) {
            return notMeasured(e.reason().words(), all);
        }
    }

    private static List<SeriesFeatures.Lesion> notMeasured(String reason, List<PinnedSettings> all) {
        SeriesFeatures.Lesion refused = new SeriesFeatures.NotMeasured(reason);
        return all.stream().map(_ -> refused).toList();
    }

    private static SeriesFeatures.Lesion measured(SeriesImage image, Mask mask, double volume, PinnedSettings one) {
        try {
            Region region = Region.of(image.volume(), mask, one.settings());
            return new SeriesFeatures.Measured(volume, Extraction.measure(region, one.settings()));
        } catch (EmptyRegionException e) {
            return new SeriesFeatures.NotMeasured("nothing is left of the region after re-segmentation");
        } catch (TooManyLevelsException e) {
            return new SeriesFeatures.NotMeasured("the region has more grey levels than the settings allow for");
        }
    }
}
