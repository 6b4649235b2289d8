package org.isopleth.analysis.glm;

import org.isopleth.analysis.AnalysisContract;

/// The contract, for penalised logistic regression.
class RidgeTest extends AnalysisContract {
    @Override
    protected String id() {
        return "glm@1";
    }

    @Override
    protected String options() {
        return "{\"family\":\"binomial\",\"outcome\":\"answer=yes\",\"ridge\":0.05,\"covariates\":[\"age\",\"dose\",\"male\",\"stage\"]}";
    }
}
