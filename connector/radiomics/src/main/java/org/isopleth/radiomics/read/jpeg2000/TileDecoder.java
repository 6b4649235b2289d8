package org.isopleth.radiomics.read.jpeg2000;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Decodes one tile into the image. Not thread-safe; used once.
final class TileDecoder {
    private final ImageSize size;
    private final Codestream.Tile tile;
    private final CodingStyle style;

    TileDecoder(Codestream stream, Codestream.Tile tile) {
        this.size = stream.size();
        this.tile = tile;
        this.style = tile.coding();
    }

    /// Puts the tile's pixels into those of the image.
    void decode(int[] samples) {
        List<List<Precinct>> resolutions = resolutions();
        PacketReader packets = new PacketReader(tile);
        for (List<Precinct> together : inOrder(resolutions)) {
            for (int layer = 0; layer < tile.order().layers(); layer++) {
                for (Precinct precinct : together) {
                    packets.read(precinct, layer);
                }
            }
        }
        place(restored(resolutions), samples);
    }

    private Area resolution(int resolution) {
        return tile.area().reduced(style.levels() - resolution, 0, 0);
    }

    /// The precincts of each resolution, row after row.
    private List<List<Precinct>> resolutions() {
        // Every packet takes a byte: what the data cannot fill is not built.
        long room = tile.data().remaining() / tile.order().layers();
        List<List<Precinct>> resolutions = new ArrayList<>();
        for (int r = 0; r <= style.levels(); r++) {
            room -= precincts(r);
            if (room < 0) {
                throw Jpeg2000.damaged();
            }
            resolutions.add(precincts(r, subbands(r)));
        }
        return resolutions;
    }

    private long precincts(int r) {
        Area area = resolution(r);
        if (area.isEmpty()) {
            return 0;
        }
        long across = ((area.right() - 1) >> style.precinctWidth(r)) - (area.left() >> style.precinctWidth(r)) + 1L;
        long down = ((area.bottom() - 1) >> style.precinctHeight(r)) - (area.top() >> style.precinctHeight(r)) + 1L;
        return across * down;
    }

    private List<Subband> subbands(int r) {
        if (r == 0) {
            return List.of(subband(0, false, false));
        }
        return List.of(subband(r, true, false), subband(r, false, true), subband(r, true, true));
    }

    private Subband subband(int r, boolean highX, boolean highY) {
        return Subband.of(tile, size.precision(), r, highX, highY);
    }

    private List<Precinct> precincts(int r, List<Subband> subbands) {
        Area area = resolution(r);
        List<Precinct> precincts = new ArrayList<>();
        if (area.isEmpty()) {
            return precincts;
        }
        int width = style.precinctWidth(r);
        int height = style.precinctHeight(r);
        for (int y = area.top() >> height; y <= (area.bottom() - 1) >> height; y++) {
            for (int x = area.left() >> width; x <= (area.right() - 1) >> width; x++) {
                precincts.add(precinct(r, x, y, subbands));
            }
        }
        return precincts;
    }

    private Precinct precinct(int r, int x, int y, List<Subband> subbands) {
        // Subbands above the lowest have half the resolution's coordinates.
        int width = style.precinctWidth(r) - (r > 0 ? 1 : 0);
        int height = style.precinctHeight(r) - (r > 0 ? 1 : 0);
        Area within = new Area(edge(x, width), edge(y, height), edge(x + 1, width), edge(y + 1, height));
        int levels = style.levels() - r;
        return new Precinct(
                r,
                Math.max(tile.area().left(), (long) x << style.precinctWidth(r) << levels),
                Math.max(tile.area().top(), (long) y << style.precinctHeight(r) << levels),
                subbands.stream()
                        .map(subband -> Precinct.Blocks.of(
                                subband,
                                within,
                                Math.min(style.blockWidth(), width),
                                Math.min(style.blockHeight(), height)))
                        .toList());
    }

    private static int edge(int number, int size) {
        return (int) Math.min(Integer.MAX_VALUE, (long) number << size);
    }

    /// Groups of precincts whose layers come together.
    private List<List<Precinct>> inOrder(List<List<Precinct>> resolutions) {
        List<Precinct> all = resolutions.stream().flatMap(List::stream).toList();
        return switch (tile.order().progression()) {
            case LAYER_RESOLUTION_POSITION -> List.of(all);
            case RESOLUTION_LAYER_POSITION -> resolutions;
            case RESOLUTION_POSITION_LAYER -> all.stream().map(List::of).toList();
            case POSITION_RESOLUTION_LAYER ->
                all.stream()
                        .sorted(Comparator.comparingLong(Precinct::y)
                                .thenComparingLong(Precinct::x)
                                .thenComparingInt(Precinct::resolution))
                        .map(List::of)
                        .toList();
        };
    }

    private double[] restored(List<List<Precinct>> resolutions) {
        BlockDecoder decoder = new BlockDecoder(style);
        Wavelet wavelet = style.reversible() ? Wavelet.REVERSIBLE_5_3 : Wavelet.IRREVERSIBLE_9_7;
        double[] lower = {};
        for (int r = 0; r <= style.levels(); r++) {
            Area area = resolution(r);
            double[] values = new double[area.width() * area.height()];
            if (r > 0) {
                spread(lower, resolution(r - 1), values, area);
            }
            for (Precinct precinct : resolutions.get(r)) {
                for (Precinct.Blocks blocks : precinct.blocks()) {
                    for (CodeBlock block : blocks.blocks()) {
                        decoder.decode(blocks.subband(), block);
                        coefficients(decoder, blocks.subband(), block.area(), values, area, r == 0 ? 1 : 2);
                    }
                }
            }
            if (r > 0) {
                wavelet.restore(values, area);
            }
            lower = values;
        }
        return lower;
    }

    /// Puts the values of the lower resolution on even coordinates.
    private static void spread(double[] lower, Area from, double[] values, Area area) {
        for (int y = 0; y < from.height(); y++) {
            int row = (2 * (from.top() + y) - area.top()) * area.width() + 2 * from.left() - area.left();
            for (int x = 0; x < from.width(); x++) {
                values[row + 2 * x] = lower[y * from.width() + x];
            }
        }
    }

    private void coefficients(BlockDecoder decoder, Subband subband, Area block, double[] values, Area area, int step) {
        int left = step * block.left() + (subband.highX() ? 1 : 0) - area.left();
        int top = step * block.top() + (subband.highY() ? 1 : 0) - area.top();
        for (int y = 0; y < block.height(); y++) {
            int row = (top + step * y) * area.width() + left;
            for (int x = 0; x < block.width(); x++) {
                int doubled = decoder.doubled(x, y);
                values[row + step * x] = style.reversible() ? whole(doubled) : doubled * 0.5 * subband.step();
            }
        }
    }

    /// Half, towards zero: a reversible coefficient is whole.
    private static int whole(int doubled) {
        return doubled / 2;
    }

    /// Rounds, shifts and clips the tile's values (annex G).
    private void place(double[] values, int[] samples) {
        Area area = tile.area();
        double half = Math.scalb(1.0, size.precision() - 1);
        double shift = size.signed() ? 0 : half;
        double least = size.signed() ? -half : 0;
        double most = least + 2 * half - 1;
        for (int y = 0; y < area.height(); y++) {
            int row = (area.top() + y - size.image().top()) * size.image().width()
                    + area.left()
                    - size.image().left();
            for (int x = 0; x < area.width(); x++) {
                double value = Math.floor(values[y * area.width() + x] + shift + 0.5);
                samples[row + x] = (int) Math.clamp(value, least, most);
            }
        }
    }
}
