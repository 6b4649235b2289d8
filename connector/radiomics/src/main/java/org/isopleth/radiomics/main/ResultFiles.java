package org.isopleth.radiomics.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.isopleth.canonical.Json;
import org.isopleth.radiomics.cases.Measuring;
import org.isopleth.radiomics.cases.OwnerOnly;
import org.isopleth.radiomics.cases.ResultTable;

/// The files of a run: the results, and beside a CSV file what it has no room for. Each is written whole or not at
/// all. Immutable, thread-safe.
///
/// @param out `NAME.csv` or `NAME.json`
record ResultFiles(Path out) {
    /// Tells before a long run that the file could not be written.
    ///
    /// @throws CommandException when its name, its folder or a folder of that name stands in the way
    void require() {
        if (!isJson() && !name().toLowerCase(Locale.ROOT).endsWith(".csv")) {
            throw new CommandException(out + ": results are written as .csv or .json; choose one of these endings");
        }
        Path folder = out.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CommandException(out + ": its folder does not exist; create it first");
        }
        if (Files.isDirectory(out)) {
            throw new CommandException(out + ": a folder has this name; choose another");
        }
        if (!Files.isWritable(folder)) {
            throw new CommandException(out + ": its folder cannot be written to; choose another");
        }
    }

    /// Whether the results are JSON.
    boolean isJson() {
        return name().toLowerCase(Locale.ROOT).endsWith(".json");
    }

    private String name() {
        return String.valueOf(out.getFileName());
    }

    /// A file beside the results: `NAME.journal` beside `NAME.csv`.
    Path beside(String ending) {
        return out.resolveSibling(name().substring(0, name().lastIndexOf('.')) + "." + ending);
    }

    /// Writes everything; a list of failures only when there are some, and none is left of an earlier run.
    ///
    /// @param failures how many there are
    /// @param how the settings in canonical form
    void write(ResultTable.Results results, Measuring measuring, Json how, Shape shape, int failures) {
        try {
            if (isJson()) {
                OwnerOnly.write(out, to -> ResultTable.writeJson(results, measuring, how, to));
                return;
            }
            OwnerOnly.write(beside("provenance.json"), to -> ResultTable.writeProvenance(results, measuring, how, to));
            if (failures > 0) {
                OwnerOnly.write(beside("failures.csv"), to -> ResultTable.writeFailures(results, to));
            } else {
                Files.deleteIfExists(beside("failures.csv"));
            }
            OwnerOnly.write(out, to -> {
                switch (shape) {
                    case LONG -> ResultTable.writeLong(results, to);
                    case WIDE -> ResultTable.writeWide(results, to);
                }
            });
        } catch (IOException e) {
            throw new CommandException(out + ": the results could not be written; check the disk and the folder");
        }
    }

    /// How a table is laid out.
    enum Shape {
        /// A row for each value.
        LONG,
        /// A row for each region.
        WIDE
    }
}
