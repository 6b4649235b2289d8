package org.isopleth.coordinator.study;

import java.util.Optional;
import org.isopleth.ontology.FeatureCatalogue;
import org.isopleth.ontology.FeatureDefinition;
import org.isopleth.study.FeatureRequest;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;

/// Whether what a study asks of images can be measured anywhere: otherwise every hospital would look through all
/// of its images to find nothing. Immutable, thread-safe.
final class FeatureCheck {
    private final FeatureCatalogue catalogue;

    FeatureCheck(FeatureCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /// Whether the catalogue has every feature, with its aggregation and unit; also of a study without any.
    boolean knows(Study study) {
        return study.features().stream()
                .flatMap(request -> request.measured().stream())
                .allMatch(measured -> catalogue
                        .find(measured.feature())
                        .filter(feature -> isAggregated(feature, measured) && hasUnit(feature, measured, study))
                        .isPresent());
    }

    /// A feature of one value has no aggregation; any other has one of its own.
    private static boolean isAggregated(FeatureDefinition feature, FeatureRequest.Measured measured) {
        Optional<String> aggregation = measured.aggregation();
        return aggregation.isEmpty()
                ? feature.aggregations().isEmpty()
                : feature.aggregations().contains(aggregation.get());
    }

    private static boolean hasUnit(FeatureDefinition feature, FeatureRequest.Measured measured, Study study) {
        return study.variable(measured.variable())
                .filter(variable -> variable instanceof Variable.Numeric numeric
                        && numeric.unit().equals(feature.unit()))
                .isPresent();
    }
}
