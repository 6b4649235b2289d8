package org.isopleth.radiomics.read.dicom;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Volume;

/// One reading of the pixels of a stack. Not thread-safe; used once.
final class SliceReading {
    /// Air is -1000 HU, and noise reaches a little below.
    private static final double BELOW_AIR_HU = -1100;

    private final Stack stack;
    private final Grid grid;
    private final float[] values;
    private final BitSet padding = new BitSet();
    private float lowest = Float.POSITIVE_INFINITY;

    SliceReading(Stack stack, Grid grid) {
        this.stack = stack;
        this.grid = grid;
        this.values = new float[grid.voxels()];
    }

    SeriesImage image(ToDoubleFunction<Plane> factor) {
        Map<Frames, Map<Integer, Integer>> slices = new LinkedHashMap<>();
        for (int slice = 0; slice < stack.planes().size(); slice++) {
            Plane plane = stack.planes().get(slice);
            slices.computeIfAbsent(plane.frames(), frames -> new HashMap<>()).put(plane.frame(), slice);
        }
        slices.forEach((frames, places) -> {
            Padding padded = Padding.of(frames);
            frames.read((frame, stored) -> {
                Integer slice = places.get(frame);
                if (slice != null) {
                    Plane plane = stack.planes().get(slice);
                    fill(slice, plane, factor.applyAsDouble(plane), stored, padded);
                }
            });
        });
        if (lowest < Float.POSITIVE_INFINITY) {
            padding.stream().forEach(index -> values[index] = lowest);
        }
        return new SeriesImage(Volume.owning(grid, values), cautions());
    }

    private void fill(int slice, Plane plane, double factor, double[] stored, Padding padded) {
        int first = slice * stored.length;
        for (int i = 0; i < stored.length; i++) {
            float value = (float) (plane.value(stored[i]) * factor);
            values[first + i] = value;
            if (padded.has(stored[i])) {
                padding.set(first + i);
            } else {
                lowest = Math.min(lowest, value);
            }
        }
    }

    private Set<Caution> cautions() {
        Set<Caution> cautions = EnumSet.noneOf(Caution.class);
        for (Plane plane : stack.planes()) {
            DataSet image = plane.attributes();
            TransferSyntax syntax = plane.frames().file().syntax();
            String said = image.text(Tag.LOSSY_IMAGE_COMPRESSION).orElse(syntax.mayBeLossy() ? "01" : "00");
            if (said.equals("01") || syntax.isLossy()) {
                cautions.add(Caution.LOSSY);
            }
            if (image.text(Tag.BURNED_IN_ANNOTATION).orElse("NO").equals("YES")) {
                cautions.add(Caution.BURNED_IN_ANNOTATION);
            }
            if (image.text(Tag.MODALITY).orElse("").equals("CT")) {
                String type = plane.table()
                        .map(ModalityTable::type)
                        .orElseGet(() -> image.text(Tag.RESCALE_TYPE).orElse("HU"));
                if (!type.equals("HU")) {
                    cautions.add(Caution.NOT_HOUNSFIELD);
                }
                if (lowest < BELOW_AIR_HU) {
                    cautions.add(Caution.BELOW_AIR);
                }
            }
        }
        if (!padding.isEmpty()) {
            cautions.add(Caution.PADDING_FILLED);
        }
        return cautions;
    }

    /// The stored values that mean "no pixel" (PS3.3, C.7.5.1.1.2).
    private record Padding(double from, double to) {
        static Padding of(Frames frames) {
            DataSet image = frames.file().attributes();
            OptionalDouble value = image.number(Tag.PIXEL_PADDING_VALUE);
            if (value.isEmpty()) {
                return new Padding(Double.NaN, Double.NaN);
            }
            double one = signed(value.getAsDouble(), frames.format());
            double other =
                    signed(image.number(Tag.PIXEL_PADDING_RANGE_LIMIT).orElse(value.getAsDouble()), frames.format());
            return new Padding(Math.min(one, other), Math.max(one, other));
        }

        /// Implicit files do not say whether the value is signed; the pixels do.
        private static double signed(double value, PixelFormat format) {
            return format.signed() ? (short) (int) value : (int) value & 0xffff;
        }

        boolean has(double stored) {
            return stored >= from && stored <= to;
        }
    }
}
