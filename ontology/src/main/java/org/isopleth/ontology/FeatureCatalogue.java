package org.isopleth.ontology;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.isopleth.unit.Unit;

/// The features a study may ask for, by IBSI's identifier. Immutable, thread-safe.
///
/// What measures them is elsewhere; a test there holds both lists against each other.
public final class FeatureCatalogue {
    private static final int MOST_SUGGESTIONS = 3;

    private final Map<String, FeatureDefinition> features;

    private FeatureCatalogue(List<FeatureDefinition> features) {
        Map<String, FeatureDefinition> byId = new LinkedHashMap<>();
        for (FeatureDefinition feature : features) {
            if (byId.put(feature.id(), feature) != null) {
                throw new IllegalStateException(feature.id());
            }
        }
        this.features = Collections.unmodifiableMap(byId);
    }

    /// The catalogue carried with the program; its resource folder's README names source and version.
    public static FeatureCatalogue bundled() {
        return Bundled.CATALOGUE;
    }

    /// All features, in the order of IBSI's manual.
    public Collection<FeatureDefinition> features() {
        return features.values();
    }

    /// The feature of an identifier.
    public Optional<FeatureDefinition> find(String id) {
        return Optional.ofNullable(features.get(id));
    }

    /// What to say of a text that is no feature's identifier: one sentence without a full stop.
    public String unknown(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        String near = features.values().stream()
                .map(feature -> new Near(feature, distance(feature, wanted)))
                .filter(candidate -> candidate.distance() <= Math.max(1, wanted.length() / 3))
                .sorted(Comparator.comparingInt(Near::distance))
                .limit(MOST_SUGGESTIONS)
                .map(candidate ->
                        candidate.feature().id() + " (" + candidate.feature().concept() + ")")
                .collect(Collectors.joining(" or "));
        return "unknown feature '" + text + "'" + (near.isEmpty() ? "" : "; did you mean " + near + "?");
    }

    private static int distance(FeatureDefinition feature, String wanted) {
        int byName = wanted.length() > 3 && feature.name().contains(wanted)
                ? 1
                : EditDistance.between(wanted, feature.name());
        return Math.min(byName, EditDistance.between(wanted, feature.id().toLowerCase(Locale.ROOT)));
    }

    private record Near(FeatureDefinition feature, int distance) {}

    private static final class Bundled {
        static final FeatureCatalogue CATALOGUE = new FeatureCatalogue(
                CarriedTable.rows("ibsi.csv").stream().map(Bundled::definition).toList());

        private static FeatureDefinition definition(List<String> cells) {
            List<String> aggregations = cells.get(5).isEmpty()
                    ? List.of()
                    : Arrays.asList(cells.get(5).split("\\|", -1));
            return new FeatureDefinition(
                    cells.get(0), cells.get(1), cells.get(2), new Unit(cells.get(3)), cells.get(4), aggregations);
        }
    }
}
