package org.isopleth.radiomics.cases;

import java.util.List;
import java.util.Optional;
import org.isopleth.radiomics.read.MaskPlacement;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.region.NameMatch;
import org.isopleth.radiomics.region.RegionName;
import org.isopleth.radiomics.region.RegionNames;
import org.isopleth.radiomics.region.Selection;

/// How the region that is asked for is found in a mask and put on the image. Immutable, thread-safe.
///
/// @param names by which regions are known
/// @param sameGrid whether a mask on another grid than the image's is refused; else each voxel of the image takes
///     the mask's nearest voxel
public record RegionRules(RegionNames names, boolean sameGrid) {
    /// Without a site's own names.
    public static final RegionRules STANDARD = new RegionRules(RegionNames.standard(), false);

    /// The name by which a mask knows the region that is asked for. A name that is written so, letter for letter,
    /// wins; else the only region of the same canonical name. What is not found stays as it is, to be refused when
    /// it is read.
    ///
    /// @throws UnclearRegionException when several regions can be meant
    public String find(String wanted, OpenedMask mask) {
        List<String> written = mask.regions();
        if (written.contains(wanted)) {
            return wanted;
        }
        return switch (names.match(wanted)) {
            case NameMatch.Known(RegionName name) -> select(name, wanted, written);
            case NameMatch.Ambiguous ambiguous -> throw new UnclearRegionException(ambiguous.words());
            case NameMatch.Unknown() -> wanted;
        };
    }

    private String select(RegionName name, String wanted, List<String> written) {
        return switch (names.select(written, name)) {
            case Selection.Found(int index, RegionName _) -> written.get(index);
            case Selection.Several several -> throw new UnclearRegionException(several.words());
            case Selection.Absent() -> wanted;
        };
    }

    /// The only region of a mask, or the one that is asked for.
    ///
    /// @throws UnreadableException when none is asked for and the mask does not hold one
    public String only(Optional<String> wanted, OpenedMask mask) {
        if (wanted.isPresent()) {
            return find(wanted.get(), mask);
        }
        List<String> regions = mask.regions();
        if (regions.size() != 1) {
            throw new UnreadableException(regions.isEmpty() ? Reason.REGION_NAME_ABSENT : Reason.SEVERAL_REGIONS);
        }
        return regions.getFirst();
    }

    /// A region on the image's grid.
    ///
    /// @param region as the mask knows it
    /// @throws UnreadableException when it does not lie on the image, or on another grid where that is refused
    public MaskPlacement place(String region, OpenedMask mask, OpenedImage image, ReadLimits limits) {
        MaskPlacement placed = mask.place(region, image, limits);
        if (sameGrid && placed.resampled()) {
            throw new UnreadableException(Reason.GRID_DIFFERS);
        }
        return placed;
    }
}
