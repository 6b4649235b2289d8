package org.isopleth.radiomics.cases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.isopleth.radiomics.Garbage;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.process.TooManyLevelsException;
import org.isopleth.radiomics.read.MaskPlacement;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.read.dicom.Caution;
import org.isopleth.radiomics.read.dicom.SeriesImage;
import org.isopleth.radiomics.volume.Box;
import org.isopleth.radiomics.volume.EmptyRegionException;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;

/// Measures one case after the other, in as many threads as ask. Thread-safe.
///
/// Every failure becomes a line of the result: neither a damaged file nor a fault of the program in one case
/// stops another.
final class CaseMeasuring {
    /// A voxel as read, its interpolation's coefficients, a rounded copy.
    private static final long BYTES_OF_A_VOXEL = 16;

    /// A voxel of the region's box in the transforms of Moran's I and Geary's C: double, twice as long along
    /// each axis, and a copy.
    private static final long BYTES_OF_A_BOX_VOXEL = 144;

    private final Settings settings;
    private final Measuring measuring;
    private final ReadLimits limits;
    private final MemoryBudget images;
    private final MemoryBudget regions;

    /// @param heapBytes most bytes of the heap, such as `Runtime.maxMemory()`
    CaseMeasuring(Measuring measuring, long heapBytes) {
        this.settings = measuring.settings();
        this.measuring = measuring;
        this.limits = ReadLimits.ofHeap(heapBytes);
        this.images = new MemoryBudget(heapBytes / 2);
        this.regions = new MemoryBudget(heapBytes / 4);
    }

    /// Measures every region that the case asks for.
    CaseResult measure(Case one) throws InterruptedException {
        try {
            OpenedImage image = OpenedImage.open(one, limits);
            OpenedMask mask = OpenedMask.open(one.mask(), limits);
            List<String> names = one.roi().map(List::of).orElseGet(mask::regions);
            if (names.isEmpty()) {
                return CaseResult.failed(one.name(), "the structure set or segmentation holds no region");
            }
            try (MemoryBudget.Share _ = images.take(BYTES_OF_A_VOXEL * imageVoxels(image.grid()))) {
                return measure(one, image, mask, names);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            return CaseResult.failed(one.name(), reason(e));
        }
    }

    private CaseResult measure(Case one, OpenedImage opened, OpenedMask mask, List<String> names)
            throws InterruptedException {
        SeriesImage image = opened.read(measuring.uptake());
        Garbage.collectIfMuch();
        List<CaseResult.Region> measured = new ArrayList<>();
        List<CaseResult.Failure> failures = new ArrayList<>();
        Set<String> cautions = new TreeSet<>(one.cautions());
        image.cautions().stream().map(Caution::word).forEach(cautions::add);
        for (String name : names) {
            try {
                String written = one.roi().isPresent() ? measuring.regions().find(name, mask) : name;
                MaskPlacement placed = measuring.regions().place(written, mask, opened, limits);
                Garbage.collectIfMuch();
                measured.add(new CaseResult.Region(name, values(image, placed.mask())));
                if (placed.resampled()) {
                    cautions.add("resampled-mask");
                }
                if (!written.equals(name)) {
                    cautions.add("region-by-synonym");
                }
            } catch (RuntimeException | OutOfMemoryError e) {
                failures.add(new CaseResult.Failure(name, reason(e)));
            }
        }
        return new CaseResult(one.name(), List.copyOf(cautions), measured, failures);
    }

    private List<CaseResult.Value> values(SeriesImage image, Mask mask) throws InterruptedException {
        try (MemoryBudget.Share _ = regions.take(BYTES_OF_A_BOX_VOXEL * boxVoxels(mask))) {
            return measuring.profile().measure(image.volume(), mask, settings);
        }
    }

    private long imageVoxels(Grid grid) {
        return grid.voxels() + resampled(grid, grid.columns(), grid.rows(), grid.slices());
    }

    private long boxVoxels(Mask mask) {
        Box box = mask.box();
        return Math.max(box.voxels(), resampled(mask.grid(), box.columns(), box.rows(), box.slices()));
    }

    /// Voxels after interpolation; 0 without one.
    private long resampled(Grid grid, int columns, int rows, int slices) {
        if (settings.resampling().isEmpty()) {
            return 0;
        }
        Settings.Resample resample = settings.resampling().get();
        Vector3 spacing = grid.spacing();
        double voxels = columns
                * spacing.x()
                / resample.column()
                * (rows * spacing.y() / resample.row())
                * (slices * spacing.z() / resample.slice().orElse(spacing.z()));
        return (long) Math.min(voxels, Grid.MAX_VOXELS);
    }

    /// One line from a closed list. An exception's own text may quote a file; it is never passed on.
    static String reason(Throwable failure) {
        return switch (failure) {
            case UnreadableException e -> e.reason().words();
            case UnclearRegionException e -> e.words();
            case EmptyRegionException e ->
                "interpolation or re-segmentation leaves no voxel of the region: widen the range of intensities";
            case TooManyLevelsException e -> String.valueOf(e.getMessage());
            case OutOfMemoryError e ->
                "the memory does not suffice: give the program more (ISOPLETH_JAVA_OPTIONS=-Xmx8g) or fewer threads";
            default -> "a fault of the program, not of the case (" + place(failure) + "): please report it";
        };
    }

    /// Class and line, which say nothing of a patient.
    private static String place(Throwable failure) {
        String where = Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("org.isopleth."))
                .findFirst()
                .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
        return failure.getClass().getSimpleName() + where;
    }
}
