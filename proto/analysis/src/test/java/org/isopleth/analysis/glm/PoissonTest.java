package org.isopleth.analysis.glm;

import org.isopleth.analysis.AnalysisContract;

/// The contract, for counts.
class PoissonTest extends AnalysisContract {
    @Override
    protected String id() {
        return "glm@1";
    }

    @Override
    protected String options() {
        return "{\"family\":\"poisson\",\"outcome\":\"visits\",\"covariates\":[\"age\",\"dose\",\"male\",\"stage\"]}";
    }
}
