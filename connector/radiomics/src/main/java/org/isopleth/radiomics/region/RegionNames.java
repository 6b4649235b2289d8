package org.isopleth.radiomics.region;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;

/// The names of regions that are known, and how a file's names are matched with them. Immutable,
/// thread-safe.
///
/// A name is matched letter for letter with a canonical one; if that fails, without regard to case, accents,
/// blanks, `_`, `-` and `.`, with canonical names and synonyms. A number at its end tells several lesions
/// apart. What can mean two things is ambiguous, never decided by order.
public final class RegionNames {
    private static final Pattern NUMBERED = Pattern.compile("(.*?)0{0,3}([1-9][0-9]{0,2})");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN = Pattern.compile("[\\s_.\\-]+");

    /// No name is longer: VR LO has 64 characters.
    private static final int MAX_LENGTH = 256;

    private final SortedMap<String, KnownRegion> canonical;
    private final Map<String, RegionName> folded;

    private RegionNames(SortedMap<String, KnownRegion> canonical, Map<String, RegionName> folded) {
        this.canonical = canonical;
        this.folded = Map.copyOf(folded);
    }

    /// The names of the standard and usual ways of writing them.
    public static RegionNames standard() {
        return RegionDocument.standard();
    }

    /// Without any name.
    static RegionNames none() {
        return new RegionNames(new TreeMap<>(), Map.of());
    }

    /// These and further ones.
    ///
    /// @throws SynonymTakenException when a synonym means something else already
    RegionNames with(KnownRegion region) {
        SortedMap<String, KnownRegion> names = new TreeMap<>(canonical);
        names.putIfAbsent(region.canonical(), region);
        Map<String, RegionName> spellings = new HashMap<>(folded);
        RegionName name = new RegionName(region.canonical(), region.kind(), OptionalInt.empty());
        put(spellings, region.canonical(), name);
        for (String synonym : region.synonyms()) {
            put(spellings, synonym, name);
        }
        return new RegionNames(names, spellings);
    }

    /// A site's synonym for a name with its number, such as `GTVn2`.
    RegionNames with(RegionName name, String synonym) {
        Map<String, RegionName> spellings = new HashMap<>(folded);
        put(spellings, synonym, name);
        return new RegionNames(canonical, spellings);
    }

    private static void put(Map<String, RegionName> spellings, String spelling, RegionName name) {
        RegionName before = spellings.putIfAbsent(folded(spelling), name);
        if (before != null && !before.equals(name)) {
            throw new SynonymTakenException(before.label());
        }
    }

    /// A synonym means something else already.
    static final class SynonymTakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String label;

        SynonymTakenException(String label) {
            super("the synonym is taken");
            this.label = label;
        }

        /// What it means.
        String label() {
            return label;
        }
    }

    /// The canonical names, in alphabetical order.
    public Collection<String> canonical() {
        return canonical.keySet();
    }

    /// Changes when what a name means does.
    public Digest digest() {
        Json.Builder known = Json.object();
        canonical.forEach((name, region) -> known.with(name, region.kind().word()));
        Json.Builder spellings = Json.object();
        new TreeMap<>(folded).forEach((spelling, name) -> spellings.with(spelling, name.label()));
        return CanonicalJson.digest(Json.object()
                .with("regions", 1)
                .with("names", known.build())
                .with("spellings", spellings.build())
                .build());
    }

    /// A canonical name, with its number where it has one.
    public Optional<RegionName> exactly(String name) {
        KnownRegion known = canonical.get(name);
        if (known != null) {
            return Optional.of(new RegionName(known.canonical(), known.kind(), OptionalInt.empty()));
        }
        Matcher parts = NUMBERED.matcher(name);
        KnownRegion numbered = parts.matches() ? canonical.get(parts.group(1)) : null;
        return numbered != null && numbered.kind().isNumbered()
                ? Optional.of(new RegionName(numbered.canonical(), numbered.kind(), number(parts)))
                : Optional.empty();
    }

    private static OptionalInt number(Matcher parts) {
        return OptionalInt.of(Integer.parseInt(parts.group(2)));
    }

    /// What a name of a file means.
    public NameMatch match(String written) {
        if (written.length() > MAX_LENGTH) {
            return new NameMatch.Unknown();
        }
        Optional<RegionName> exact = exactly(written.strip());
        if (exact.isPresent()) {
            return new NameMatch.Known(exact.get());
        }
        String spelling = folded(written);
        Map<String, RegionName> meanings = new TreeMap<>();
        Optional.ofNullable(folded.get(spelling)).ifPresent(name -> meanings.put(name.label(), name));
        Matcher parts = NUMBERED.matcher(spelling);
        if (parts.matches()) {
            Optional.ofNullable(folded.get(parts.group(1)))
                    .filter(name -> name.kind().isNumbered() && name.number().isEmpty())
                    .map(name -> new RegionName(name.canonical(), name.kind(), number(parts)))
                    .ifPresent(name -> meanings.put(name.label(), name));
        }
        if (meanings.size() > 1) {
            return new NameMatch.Ambiguous(List.copyOf(meanings.keySet()));
        }
        return meanings.values().stream()
                .findFirst()
                .<NameMatch>map(NameMatch.Known::new)
                .orElseGet(NameMatch.Unknown::new);
    }

    /// Which of a file's regions answers a name. Without a number, the only lesion of that name does,
    /// whatever its number.
    ///
    /// @param written names as the file has them, in its order
    public Selection select(List<String> written, RegionName wanted) {
        List<Selection.Found> found = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            switch (match(written.get(i))) {
                case NameMatch.Known(RegionName name) -> {
                    boolean number =
                            wanted.number().isEmpty() || wanted.number().equals(name.number());
                    if (name.canonical().equals(wanted.canonical()) && number) {
                        found.add(new Selection.Found(i, name));
                    }
                }
                case NameMatch.Ambiguous(List<String> labels) -> {
                    if (labels.contains(wanted.label())) {
                        return new Selection.Several(labels);
                    }
                }
                case NameMatch.Unknown() -> {}
            }
        }
        if (found.size() > 1) {
            return new Selection.Several(
                    found.stream().map(one -> one.name().label()).toList());
        }
        return found.isEmpty() ? new Selection.Absent() : found.getFirst();
    }

    /// Without case, accents and what stands between words.
    private static String folded(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        return BETWEEN.matcher(plain).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
