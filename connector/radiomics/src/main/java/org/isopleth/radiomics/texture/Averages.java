package org.isopleth.radiomics.texture;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.radiomics.feature.Aggregation;
import org.isopleth.radiomics.feature.Feature;
import org.isopleth.radiomics.feature.Measurement;

/// Means of features over several matrices. For one thread.
final class Averages<M> {
    private final List<Feature<M>> features;
    private final double[] sums;
    private int matrices;

    Averages(List<Feature<M>> features) {
        this.features = features;
        this.sums = new double[features.size()];
    }

    /// Measures one more matrix.
    void add(M matrix) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += features.get(i).value().applyAsDouble(matrix);
        }
        matrices++;
    }

    /// The means; NaN when there was no matrix.
    List<Measurement> means(Aggregation aggregation) {
        List<Measurement> means = new ArrayList<>();
        for (int i = 0; i < sums.length; i++) {
            means.add(new Measurement(features.get(i), aggregation, sums[i] / matrices));
        }
        return means;
    }
}
