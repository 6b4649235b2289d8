package org.isopleth.ledger;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of one tile (C2SP tlog-tiles): `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`.
/// Immutable, thread-safe.
///
/// @param level 0 for hashes of leaves, each level above covering 256 times as much, at most 7;
///     [#ENTRIES] for the entries themselves
/// @param index counted from 0 within the level
/// @param width how many hashes or entries: 256 in a full tile, 1 to 255 in a partial one
public record TilePath(int level, long index, int width) {
    /// How much one full tile holds.
    public static final int FULL = 256;
    /// In place of a level: the bundles of entries.
    public static final int ENTRIES = -1;

    /// Where every tile lies.
    static final String FOLDER = "tile/";

    private static final int MAX_LEVEL = 7;
    private static final int BITS = 8;
    private static final Pattern FORM =
            Pattern.compile("tile/(entries|[0-7])/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    public TilePath {
        if (level < ENTRIES || level > MAX_LEVEL || index < 0 || width < 1 || width > FULL) {
            throw new LedgerException("no such tile");
        }
    }

    /// The bundle of entries that holds entry `FULL · index` in a tree of `size` entries.
    public static TilePath entries(long index, long size) {
        return new TilePath(ENTRIES, index, width(index, size));
    }

    /// Tile `index` of hashes at `level` in a tree of `size` entries.
    public static TilePath hashes(int level, long index, long size) {
        return new TilePath(level, index, width(index, size >>> (BITS * level)));
    }

    private static int width(long index, long count) {
        return (int) Math.min(FULL, count - index * FULL);
    }

    /// Whether this tile is complete and will never change.
    public boolean full() {
        return width == FULL;
    }

    /// This tile when complete.
    public TilePath whole() {
        return new TilePath(level, index, FULL);
    }

    /// The path within the ledger directory, with `/` between its parts.
    public String path() {
        StringBuilder number = new StringBuilder(digits(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            number.insert(0, "x" + digits(rest % 1000) + "/");
        }
        String place = level == ENTRIES ? "entries" : Integer.toString(level);
        return FOLDER + place + "/" + number + (full() ? "" : ".p/" + width);
    }

    /// The tile a path names, if it names one in the only permitted spelling.
    public static Optional<TilePath> parse(String path) {
        Matcher form = FORM.matcher(path);
        if (!form.matches()) {
            return Optional.empty();
        }
        int level = form.group(1).equals("entries") ? ENTRIES : Integer.parseInt(form.group(1));
        long index = Long.parseLong(form.group(2).replaceAll("[x/]", ""));
        int width = form.group(3) == null ? FULL : Integer.parseInt(form.group(3));
        if (width > FULL) {
            return Optional.empty();
        }
        TilePath tile = new TilePath(level, index, width);
        return tile.path().equals(path) ? Optional.of(tile) : Optional.empty();
    }

    private static String digits(long value) {
        return String.format(Locale.ROOT, "%03d", value);
    }

    @Override
    public String toString() {
        return path();
    }
}
