package org.isopleth.analysis.glm;

import org.isopleth.analysis.AnalysisContract;

/// The contract, for logistic regression.
class BinomialTest extends AnalysisContract {
    @Override
    protected String id() {
        return "glm@1";
    }

    @Override
    protected String options() {
        return "{\"family\":\"binomial\",\"outcome\":\"answer=yes\",\"covariates\":[\"age\",\"dose\",\"male\",\"stage\"]}";
    }
}
