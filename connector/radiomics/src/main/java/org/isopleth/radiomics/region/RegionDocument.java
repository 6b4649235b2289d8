package org.isopleth.radiomics.region;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.isopleth.ontology.document.Document;
import org.isopleth.ontology.document.DocumentEntry;
import org.isopleth.ontology.document.DocumentNode;
import org.isopleth.ontology.document.DocumentObject;

/// Reads the names a site adds (`docs/reference/radiomics-regions.md`). Stateless, thread-safe.
public final class RegionDocument {
    private static final String STANDARD = "tg-263.yaml";
    private static final int MAX_DAYS = 36_500;

    private RegionDocument() {}

    /// What a site says of its regions and of its times of imaging.
    public record SiteRegions(RegionNames names, TimePointRule timePoints) {}

    /// Reads a site's document; its names stand beside the standard's.
    ///
    /// @throws org.isopleth.ontology.document.DocumentException with every problem and its place
    public static SiteRegions read(Path file) {
        return Document.read(file, RegionDocument::read);
    }

    /// As [#read(Path)], within another document.
    public static SiteRegions read(DocumentNode root) {
        DocumentObject keys =
                root.object("regions", "names", "synonyms", "time-points").requiring("regions");
        keys.integer("regions", 1, 1);
        RegionNames names = synonyms(keys, names(keys, RegionNames.standard()));
        TimePointRule rule = keys.optional("time-points")
                .flatMap(node -> node.<TimePointRule>attempt(RegionDocument::timePoints))
                .orElse(TimePointRule.EVERY_DAY);
        return new SiteRegions(names, rule);
    }

    static RegionNames standard() {
        return Holder.STANDARD_NAMES;
    }

    private static final class Holder {
        private static final RegionNames STANDARD_NAMES = load();

        private static RegionNames load() {
            try (InputStream in = Objects.requireNonNull(RegionDocument.class.getResourceAsStream(STANDARD))) {
                return Document.parse(STANDARD, in.readAllBytes(), root -> {
                    DocumentObject keys = root.object("regions", "names").requiring("regions", "names");
                    return names(keys, RegionNames.none());
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static RegionNames names(DocumentObject keys, RegionNames known) {
        RegionNames names = known;
        for (DocumentNode node : keys.optionalList("names")) {
            RegionNames before = names;
            names = node.<RegionNames>attempt(item -> with(before, item)).orElse(before);
        }
        return names;
    }

    private static RegionNames with(RegionNames names, DocumentNode node) {
        DocumentObject item = node.object("name", "kind", "sided", "synonyms").requiring("name", "kind");
        String name = item.text("name");
        RegionKind kind = item.required("kind").oneOf(List.of(RegionKind.values()), RegionKind::word);
        if (names.exactly(name).isPresent()) {
            throw item.required("name").problem("'" + name + "' is a name already; add synonyms to it instead");
        }
        List<String> synonyms =
                item.optionalList("synonyms").stream().map(DocumentNode::text).toList();
        RegionNames extended = names;
        try {
            if (!item.flag("sided", false)) {
                return extended.with(new KnownRegion(name, kind, synonyms));
            }
            for (Side side : Side.values()) {
                extended = extended.with(side.of(name, kind, synonyms));
            }
            return extended;
        } catch (RegionNames.SynonymTakenException e) {
            throw node.problem("a synonym of '" + name + "' means " + e.label() + " already");
        }
    }

    /// Left and right, as names and synonyms say them.
    private enum Side {
        L,
        R;

        private List<String> words() {
            return switch (this) {
                case L -> List.of("left", "lt", "li", "links");
                case R -> List.of("right", "rt", "re", "rechts");
            };
        }

        KnownRegion of(String name, RegionKind kind, List<String> synonyms) {
            List<String> written = new ArrayList<>();
            for (String base : Stream.concat(Stream.of(name), synonyms.stream()).toList()) {
                written.add(base + "_" + name());
                for (String word : words()) {
                    written.add(base + "_" + word);
                    written.add(word + "_" + base);
                }
            }
            return new KnownRegion(name + "_" + name(), kind, written);
        }
    }

    private static RegionNames synonyms(DocumentObject keys, RegionNames known) {
        RegionNames names = known;
        Optional<DocumentNode> node = keys.optional("synonyms");
        for (DocumentEntry entry : node.map(DocumentNode::entries).orElse(List.of())) {
            RegionNames before = names;
            names = entry.value()
                    .<RegionNames>attempt(list -> synonyms(before, entry.key(), list))
                    .orElse(before);
        }
        return names;
    }

    private static RegionNames synonyms(RegionNames known, DocumentNode key, DocumentNode list) {
        RegionName name = known.exactly(key.text())
                .orElseThrow(() -> key.problem("'" + key.text() + "' is no name of the standard or of this document"));
        RegionNames names = known;
        for (DocumentNode synonym : list.list()) {
            try {
                names = names.with(name, synonym.text());
            } catch (RegionNames.SynonymTakenException e) {
                synonym.report("'" + synonym.text() + "' means " + e.label() + " already");
            }
        }
        return names;
    }

    private static TimePointRule timePoints(DocumentNode node) {
        DocumentObject keys = node.object("same-visit-days", "windows");
        if (keys.has("windows") == keys.has("same-visit-days")) {
            throw node.problem("expected either 'same-visit-days' or 'windows'");
        }
        if (keys.has("same-visit-days")) {
            return new TimePointRule.InOrder((int) keys.integer("same-visit-days", 0, MAX_DAYS));
        }
        List<TimePointRule.Window> windows = keys.required("windows").map(item -> {
            DocumentObject window = item.object("from-day", "to-day").requiring("from-day", "to-day");
            long from = window.integer("from-day", 0, MAX_DAYS);
            return new TimePointRule.Window((int) from, (int) window.integer("to-day", from, MAX_DAYS));
        });
        try {
            return new TimePointRule.InWindows(windows);
        } catch (IllegalArgumentException e) {
            throw keys.required("windows").problem("windows begin with day 0, in order, without overlap");
        }
    }
}
