package org.isopleth.analysis.averaging;

import org.isopleth.analysis.AnalysisContract;

/// The contract, for federated averaging.
class AveragedLogisticContractTest extends AnalysisContract {
    @Override
    protected String id() {
        return "averaged-logistic@1";
    }

    /// The patients of half of the sites judge each other's model, and need not be many for that here.
    @Override
    protected String options() {
        return "{\"outcome\":\"answer=yes\",\"covariates\":[\"age\",\"dose\",\"male\",\"stage\"],\"rounds\":6,"
                + "\"local-steps\":3}";
    }
}
