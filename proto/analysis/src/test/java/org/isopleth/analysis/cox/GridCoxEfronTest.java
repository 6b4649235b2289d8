package org.isopleth.analysis.cox;

import org.isopleth.analysis.AnalysisContract;
import org.isopleth.study.ReleaseLevel;

/// The contract, for Cox models on a common grid with Efron ties; the pooled model has the same steps of time.
class GridCoxEfronTest extends AnalysisContract {
    @Override
    protected String id() {
        return "cox-common@1";
    }

    @Override
    protected String options() {
        return "{\"time\":\"time\",\"event\":\"event\",\"ties\":\"efron\",\"bin-width\":5,\"max-rounds\":8,"
                + "\"covariates\":[\"age\",\"dose\",\"male\",\"stage\"]}";
    }

    @Override
    protected ReleaseLevel release() {
        return ReleaseLevel.SUM_ONLY;
    }

    /// Two steps lose 34 patients each with the event, and 34 without, who are one in four.
    @Override
    protected int fewestPatients() {
        return 500;
    }
}
