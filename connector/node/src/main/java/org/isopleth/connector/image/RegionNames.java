package org.isopleth.connector.image;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.ontology.document.Document;
import org.isopleth.ontology.document.DocumentEntry;
import org.isopleth.ontology.document.DocumentNode;

/// By which canonical names a hospital's regions are known. Immutable, thread-safe.
///
/// A target is named as AAPM TG-263 does: `GTV`, `CTV`, `ITV` or `PTV`, then `p`, `n` or `m`, then a number.
/// Case, blanks, `_` and `-` do not matter: `gtv_p 1` is `GTVp1`. Whatever else a hospital writes is named in
/// its own file; a region without a canonical name is not measured, and its name is not kept, since people write
/// patients' names there.
///
/// ```yaml
/// regions: 1
/// names:
///   GTVp1: [Primary, tumour boost]
/// ```
public final class RegionNames {
    /// Without a site's own names.
    public static final RegionNames STANDARD = new RegionNames(Map.of());

    private static final int MOST = 10_000;

    private final Map<String, String> synonyms;

    private RegionNames(Map<String, String> synonyms) {
        this.synonyms = Map.copyOf(synonyms);
    }

    /// Reads a site's own names.
    ///
    /// @throws org.isopleth.ontology.document.DocumentException with every problem found
    public static RegionNames read(Path file) {
        return Document.read(file, RegionNames::read);
    }

    private static RegionNames read(DocumentNode root) {
        var in = root.object("regions", "names").requiring("regions", "names");
        in.optional("regions").ifPresent(version -> version.integer(1, 1));
        Map<String, String> synonyms = new HashMap<>();
        for (DocumentEntry entry : in.required("names").entries()) {
            Optional<String> name = target(folded(entry.name()));
            if (name.isEmpty() || !name.get().equals(entry.name())) {
                entry.value().report("'" + entry.name() + "' is no canonical name such as GTVp1, GTVn2 or PTV");
                continue;
            }
            for (DocumentNode item : entry.value().list()) {
                String before = synonyms.put(folded(item.text()), entry.name());
                if (before != null && !before.equals(entry.name())) {
                    item.report("names " + before + " already");
                }
            }
        }
        if (synonyms.size() > MOST) {
            root.report("at most " + MOST + " names can be given");
        }
        return new RegionNames(synonyms);
    }

    /// The canonical name of a region, if it has one.
    public Optional<String> canonical(String written) {
        String folded = folded(written);
        return Optional.ofNullable(synonyms.get(folded)).or(() -> target(folded));
    }

    /// Changes when a name's meaning does.
    public Digest digest() {
        Json.Builder json = Json.object().with("regions", 1);
        new TreeMap<>(synonyms).forEach((name, canonical) -> json.with("name " + name, canonical));
        return CanonicalJson.digest(json.build());
    }

    private static String folded(String written) {
        StringBuilder folded = new StringBuilder();
        written.toLowerCase(Locale.ROOT)
                .chars()
                .filter(c -> c > ' ' && c != '_' && c != '-')
                .forEach(c -> folded.append((char) c));
        return folded.toString();
    }

    /// `gtvp1` is `GTVp1`; empty when it is no target's name.
    private static Optional<String> target(String folded) {
        if (folded.length() < 3 || folded.length() > 6) {
            return Optional.empty();
        }
        String kind = folded.substring(0, 3).toUpperCase(Locale.ROOT);
        if (!kind.equals("GTV") && !kind.equals("CTV") && !kind.equals("ITV") && !kind.equals("PTV")) {
            return Optional.empty();
        }
        String rest = folded.substring(3);
        boolean site = !rest.isEmpty() && "pnm".indexOf(rest.charAt(0)) >= 0;
        String number = site ? rest.substring(1) : rest;
        boolean whole = number.chars().allMatch(c -> c >= '0' && c <= '9') && !number.startsWith("0");
        return whole ? Optional.of(kind + rest) : Optional.empty();
    }
}
