package org.isopleth.analysis.glm;

import org.isopleth.analysis.AnalysisContract;

/// The contract, for least squares.
class GaussianTest extends AnalysisContract {
    @Override
    protected String id() {
        return "glm@1";
    }

    @Override
    protected String options() {
        return "{\"family\":\"gaussian\",\"outcome\":\"response\",\"covariates\":[\"age\",\"dose\",\"male\",\"stage\"]}";
    }
}
