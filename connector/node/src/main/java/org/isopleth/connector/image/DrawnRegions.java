package org.isopleth.connector.image;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.read.dicom.CodedSegment;
import org.isopleth.radiomics.read.dicom.DicomFile;
import org.isopleth.radiomics.read.dicom.References;
import org.isopleth.radiomics.read.dicom.Segmentation;
import org.isopleth.radiomics.read.dicom.Series;
import org.isopleth.radiomics.read.dicom.Structure;
import org.isopleth.radiomics.read.dicom.StructureSet;
import org.isopleth.radiomics.region.NameMatch;
import org.isopleth.radiomics.region.RegionName;
import org.isopleth.radiomics.region.RegionNames;
import org.isopleth.radiomics.volume.Mask;

/// The regions that were drawn on a series, by canonical name. Those of no known name are left out, and their names
/// are not kept, since people write patients' names there. Not thread-safe.
final class DrawnRegions {
    private final Series series;
    private final RegionNames names;
    private final ReadLimits limits;
    private final SortedMap<String, Region> regions = new TreeMap<>();

    private DrawnRegions(Series series, RegionNames names, ReadLimits limits) {
        this.series = series;
        this.names = names;
        this.limits = limits;
    }

    /// A region under its canonical name.
    sealed interface Region {}

    /// One of this name.
    record Drawn(Supplier<Mask> mask) implements Region {}

    /// What this name means here cannot be told.
    ///
    /// @param reason words of a closed list
    record Unclear(String reason) implements Region {}

    /// Reads the headers of files.
    ///
    /// @param files that may hold regions of the series
    /// @throws UnreadableException when one is damaged
    static SortedMap<String, Region> of(Series series, List<Path> files, RegionNames names, ReadLimits limits) {
        DrawnRegions drawn = new DrawnRegions(series, names, limits);
        files.forEach(file -> drawn.add(DicomFile.open(file)));
        return drawn.regions;
    }

    private void add(DicomFile file) {
        if (!isOf(References.of(file), series)) {
            return;
        }
        if (StructureSet.isStructureSet(file)) {
            for (Structure structure : StructureSet.of(file).structures()) {
                add(structure.name(), () -> structure.mask(series, limits));
            }
        } else {
            Segmentation segmentation = Segmentation.of(file);
            for (CodedSegment segment : segmentation.segments()) {
                add(segment.label(), () -> segmentation.mask(segment.number(), series, limits));
            }
        }
    }

    private void add(String written, Supplier<Mask> mask) {
        switch (names.match(written)) {
            case NameMatch.Known(RegionName name) ->
                regions.merge(
                        name.label(),
                        new Drawn(mask),
                        (before, _) ->
                                before instanceof Unclear ? before : new Unclear(Reason.REGION_NAME_AMBIGUOUS.words()));
            // It spoils each name it can mean: a region beside it may be the wrong one of the two.
            case NameMatch.Ambiguous ambiguous -> {
                for (String label : ambiguous.labels()) {
                    regions.put(label, new Unclear(ambiguous.words()));
                }
            }
            case NameMatch.Unknown() -> {}
        }
    }

    /// A file that names no series is placed by its frame of reference.
    private static boolean isOf(References references, Series series) {
        return references.series().isEmpty()
                ? references.framesOfReference().isEmpty()
                        || references.framesOfReference().contains(series.frameOfReference())
                : references.series().contains(series.seriesUid());
    }
}
