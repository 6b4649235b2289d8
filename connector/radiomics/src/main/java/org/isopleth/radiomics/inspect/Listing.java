package org.isopleth.radiomics.inspect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.isopleth.canonical.Json;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Vector3;

/// What a folder holds, without a word from a file that people wrote but the names of regions. Immutable,
/// thread-safe.
///
/// @param images DICOM series and single files
/// @param masks structure sets and segmentations; NIfTI and NRRD files with labels are images here
/// @param problems files that cannot be read
public record Listing(List<Image> images, List<Mask> masks, List<Problem> problems) {
    public Listing {
        images = List.copyOf(images);
        masks = List.copyOf(masks);
        problems = List.copyOf(problems);
    }

    /// An image.
    ///
    /// @param number counts from 1; pictures are named for it
    /// @param place the folder of a series, or the file
    /// @param modality such as `CT`; the format for other files
    /// @param series SeriesInstanceUID; blank for other files
    /// @param files how many
    /// @param syntax how DICOM pixels are written
    /// @param grid absent when the geometry is not sound
    /// @param cautions what to know of it
    /// @param problem why it cannot be measured
    public record Image(
            int number,
            Path place,
            String modality,
            String series,
            int files,
            String syntax,
            Optional<Grid> grid,
            List<String> cautions,
            Optional<String> problem) {
        Json json() {
            return Json.object()
                    .with("number", number)
                    .with("place", place.toString())
                    .with("modality", modality)
                    .with("series", series)
                    .with("files", files)
                    .with("transferSyntax", syntax)
                    .withOptional("size", grid.map(g -> Json.ofNumbers(g.columns(), g.rows(), g.slices())))
                    .withOptional(
                            "spacingMm",
                            grid.map(g -> Json.ofNumbers(
                                    g.spacing().x(),
                                    g.spacing().y(),
                                    g.spacing().z())))
                    .withOptional("orientation", grid.map(g -> Json.of(orientation(g))))
                    .with("cautions", Json.ofTexts(cautions))
                    .withOptional("problem", problem.map(Json::of))
                    .build();
        }
    }

    /// A file with regions.
    ///
    /// @param kind `structure set` or `segmentation`
    /// @param images numbers of the images it was drawn on
    /// @param regions their names
    /// @param problem why it cannot be read
    public record Mask(Path place, String kind, List<Integer> images, List<String> regions, Optional<String> problem) {
        Json json() {
            return Json.object()
                    .with("place", place.toString())
                    .with("kind", kind)
                    .with(
                            "images",
                            Json.ofNumbers(images.stream().mapToDouble(i -> i).toArray()))
                    .with("regions", Json.ofTexts(regions))
                    .withOptional("problem", problem.map(Json::of))
                    .build();
        }
    }

    /// A file that cannot be read.
    public record Problem(Path place, String reason) {
        Json json() {
            return Json.object()
                    .with("place", place.toString())
                    .with("reason", reason)
                    .build();
        }
    }

    /// Which plane the slices lie in: `axial`, `coronal`, `sagittal`, or `oblique` from 8 degrees on.
    static String orientation(Grid grid) {
        Vector3 normal = grid.orientation().slices();
        if (Math.abs(normal.z()) > 0.99) {
            return "axial";
        }
        if (Math.abs(normal.y()) > 0.99) {
            return "coronal";
        }
        return Math.abs(normal.x()) > 0.99 ? "sagittal" : "oblique";
    }

    /// Everything, for programs.
    public Json json() {
        return Json.object()
                .with("images", images.stream().map(Image::json).toList())
                .with("masks", masks.stream().map(Mask::json).toList())
                .with("problems", problems.stream().map(Problem::json).toList())
                .build();
    }

    /// Tables for people.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!images.isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("image", "kind", "size", "spacing mm", "slices", "files", "syntax", "place", "remarks"));
            images.forEach(image -> rows.add(row(image)));
            lines.addAll(aligned(rows));
        }
        for (Mask mask : masks) {
            String on = mask.images().isEmpty() ? "no image here" : "image " + join(mask.images());
            lines.add(mask.kind() + " " + printable(mask.place().toString()) + " on " + on
                    + mask.problem().map(problem -> ": " + problem).orElse(""));
            mask.regions().forEach(region -> lines.add("  " + (region.isEmpty() ? "(no name)" : printable(region))));
        }
        problems.forEach(
                problem -> lines.add("not read: " + printable(problem.place().toString()) + ": " + problem.reason()));
        if (lines.isEmpty()) {
            lines.add("no image and no region");
        }
        for (Image image : images) {
            if (!image.series().isEmpty()) {
                lines.add("image " + image.number() + " is --series " + printable(image.series()));
            }
        }
        return lines;
    }

    private static List<String> row(Image image) {
        Optional<Grid> grid = image.grid();
        return List.of(
                String.valueOf(image.number()),
                printable(image.modality()),
                grid.map(g -> g.columns() + " x " + g.rows() + " x " + g.slices())
                        .orElse("-"),
                grid.map(g -> "%.4g x %.4g x %.4g"
                                .formatted(
                                        g.spacing().x(),
                                        g.spacing().y(),
                                        g.spacing().z()))
                        .orElse("-"),
                grid.map(Listing::orientation).orElse("-"),
                String.valueOf(image.files()),
                image.syntax(),
                printable(image.place().toString()),
                image.problem().orElse(String.join(", ", image.cautions())));
    }

    private static String join(List<Integer> numbers) {
        return String.join(", ", numbers.stream().map(String::valueOf).toList());
    }

    private static List<String> aligned(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /// Names from files may hold what moves a terminal's cursor or turns the order of letters.
    private static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            boolean turning = (point >= 0x2028 && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
            boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            if (Character.isISOControl(point) || turning || half) {
                out.append(String.format(Locale.ROOT, "\\u%04x", point));
            } else {
                out.appendCodePoint(point);
            }
        });
        return out.toString();
    }
}
