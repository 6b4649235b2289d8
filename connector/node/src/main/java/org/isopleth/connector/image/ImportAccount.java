package org.isopleth.connector.image;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isopleth.canonical.Json;

/// What became of every file and series of an import: for the site's own people. It quotes paths, so it never
/// leaves. Not thread-safe.
public final class ImportAccount {
    /// What became of a series.
    public enum Outcome {
        MEASURED("measured"),
        MOVED("moved to another time point"),
        UNCHANGED("unchanged"),
        TO_MEASURE("would be measured"),
        NO_PATIENT("of patients no table names"),
        NO_DATE("without a date"),
        NO_REGIONS("without a region in its study"),
        NO_TIME_POINT("between the times of imaging that are of use"),
        REFUSED("refused");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        /// In words.
        public String words() {
            return words;
        }
    }

    private final Map<String, Long> files = new TreeMap<>();
    private final Map<Outcome, Long> series = new EnumMap<>(Outcome.class);
    private final Map<String, Long> refusals = new TreeMap<>();
    private final Map<String, Long> lesions = new TreeMap<>();
    private final List<ImageFile> damaged = new ArrayList<>();
    private int removed;

    void files(ImageIndex index, int most) {
        for (String kind : List.of("IMAGE", "REGIONS", "OTHER", "DAMAGED")) {
            files.put(kind.toLowerCase(java.util.Locale.ROOT), index.count(kind));
        }
        damaged.addAll(index.damaged(most));
    }

    void add(Outcome outcome) {
        series.merge(outcome, 1L, Long::sum);
    }

    void refused(String reason) {
        add(Outcome.REFUSED);
        refusals.merge(reason, 1L, Long::sum);
    }

    /// @param reason why a lesion was not measured; blank when it was
    void lesion(String reason) {
        lesions.merge(reason, 1L, Long::sum);
    }

    void removed(int number) {
        removed = number;
    }

    /// How many series had this outcome.
    public long series(Outcome outcome) {
        return series.getOrDefault(outcome, 0L);
    }

    /// How many lesions were measured now.
    public long lesions() {
        return lesions.getOrDefault("", 0L);
    }

    /// The account in words.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Files: " + files.getOrDefault("image", 0L) + " of images, " + files.getOrDefault("regions", 0L)
                + " of regions, " + files.getOrDefault("other", 0L) + " others, " + files.getOrDefault("damaged", 0L)
                + " damaged.");
        damaged.forEach(file -> {
            if (file.content() instanceof ImageFile.Damaged found) {
                lines.add("  " + file.path().replaceAll("\\p{Cntrl}", "?") + ": " + found.reason());
            }
        });
        lines.add("Image series:");
        series.forEach((outcome, number) -> lines.add("  " + number + " " + outcome.words()));
        refusals.forEach((reason, number) -> lines.add("    " + number + ": " + reason));
        lines.add("Lesions measured now: " + lesions() + "."
                + (lesions.isEmpty()
                        ? " Only the settings of connector.yaml and of permitted studies are measured."
                        : ""));
        lesions.forEach((reason, number) -> {
            if (!reason.isEmpty()) {
                lines.add("  " + number + " not measured: " + reason);
            }
        });
        if (removed > 0) {
            lines.add("Removed what was measured on " + removed + " series that are gone.");
        }
        return lines;
    }

    /// The account for programs.
    public Json.Obj json() {
        Json.Builder outcomes = Json.object();
        series.forEach((outcome, number) -> outcomes.with(word(outcome), number));
        return Json.object()
                .with("files", counts(files))
                .with(
                        "damaged",
                        damaged.stream()
                                .map(file -> Json.object()
                                        .with("path", file.path())
                                        .with(
                                                "reason",
                                                file.content() instanceof ImageFile.Damaged found ? found.reason() : "")
                                        .build())
                                .toList())
                .with("series", outcomes.build())
                .with("refused", counts(refusals))
                .with("lesionsMeasured", lesions())
                .with("removed", removed)
                .build();
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static Json counts(Map<String, Long> numbers) {
        Json.Builder json = Json.object();
        numbers.forEach((name, number) -> json.with(name, number.longValue()));
        return json.build();
    }
}
