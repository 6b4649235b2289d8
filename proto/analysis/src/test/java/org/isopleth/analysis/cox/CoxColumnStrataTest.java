package org.isopleth.analysis.cox;

import org.isopleth.analysis.AnalysisContract;

/// The contract, for strata by a column, which every site splits within itself.
class CoxColumnStrataTest extends AnalysisContract {
    @Override
    protected String id() {
        return "cox@1";
    }

    @Override
    protected String options() {
        return "{\"time\":\"time\",\"event\":\"event\",\"strata\":\"hospital\",\"covariates\":[\"age\",\"dose\",\"male\",\"stage\"]}";
    }
}
