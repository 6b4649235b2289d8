package org.isopleth.radiomics.read;

import java.io.EOFException;
import java.io.IOException;
import java.util.BitSet;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.zip.ZipException;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Volume;

/// The voxels of one file in the order of a grid, not yet in memory. Immutable, thread-safe: every reading
/// opens the file anew.
///
/// @param grid where the voxels lie
/// @param layers numbers stored for each voxel, one after the other; at least 1
/// @param slope a voxel's value is `stored · slope + intercept`
/// @param intercept in the unit of the image
/// @param source opens the numbers, the first voxel first
public record Raster(Grid grid, int layers, double slope, double intercept, Source source) {
    private static final int MAX_LABELS = 65_536;

    /// Opens the numbers of a file.
    @FunctionalInterface
    public interface Source {
        Samples open() throws IOException;
    }

    /// What is done with each voxel.
    @FunctionalInterface
    private interface Visit {
        void voxel(int index, double value);
    }

    /// All values.
    ///
    /// @throws UnreadableException when there is more than one number for a voxel, or the file is damaged
    public Volume volume() {
        if (layers != 1) {
            throw new UnreadableException(Reason.SAMPLES_NOT_SCALAR);
        }
        float[] values = new float[grid.voxels()];
        visit(0, (index, value) -> values[index] = (float) value);
        return Volume.owning(grid, values);
    }

    /// The voxels of a layer whose value is as wanted.
    public Mask mask(int layer, DoublePredicate wanted) {
        BitSet inside = new BitSet(grid.voxels());
        visit(layer, (index, value) -> {
            if (wanted.test(value)) {
                inside.set(index);
            }
        });
        return Mask.owning(grid, inside);
    }

    /// The voxels with a label, or with any.
    ///
    /// @param label empty for every value other than 0
    /// @throws UnreadableException when no voxel has the label
    public Mask labelled(int layer, java.util.OptionalLong label) {
        Mask mask = label.isPresent()
                ? mask(layer, value -> value == label.getAsLong())
                : mask(layer, value -> value != 0 && !Double.isNaN(value));
        if (mask.next(0) < 0) {
            throw new UnreadableException(Reason.LABEL_ABSENT);
        }
        return mask;
    }

    /// The different values other than 0 of a layer.
    ///
    /// @throws UnreadableException when there are too many for a mask, or one is not a whole number
    public SortedSet<Long> labels(int layer) {
        SortedSet<Long> labels = new TreeSet<>();
        visit(layer, (index, value) -> {
            if (value != 0) {
                if (value != Math.rint(value) || (labels.add((long) value) && labels.size() > MAX_LABELS)) {
                    throw new UnreadableException(Reason.TOO_MANY_LABELS);
                }
            }
        });
        return labels;
    }

    private void visit(int layer, Visit visit) {
        int voxels = grid.voxels();
        try (Samples samples = source.open()) {
            for (int i = 0; i < voxels; i++) {
                for (int k = 0; k < layers; k++) {
                    double stored = samples.next();
                    if (k == layer) {
                        visit.voxel(i, stored * slope + intercept);
                    }
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// The reason behind a failure to read.
    public static UnreadableException unreadable(IOException failure) {
        return switch (failure) {
            case EOFException e -> new UnreadableException(Reason.FILE_TRUNCATED);
            case ZipException e -> new UnreadableException(Reason.COMPRESSION_DAMAGED);
            default -> new UnreadableException(Reason.FILE_NOT_READABLE);
        };
    }
}
