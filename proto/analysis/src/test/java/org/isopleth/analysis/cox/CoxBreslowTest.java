package org.isopleth.analysis.cox;

import org.isopleth.analysis.AnalysisContract;

/// The contract, for Cox models with Breslow ties; the pooled model has the hospitals as strata.
class CoxBreslowTest extends AnalysisContract {
    @Override
    protected String id() {
        return "cox@1";
    }

    @Override
    protected String options() {
        return "{\"time\":\"time\",\"event\":\"event\",\"ties\":\"breslow\",\"covariates\":[\"age\",\"dose\",\"male\",\"stage\"]}";
    }

    @Override
    protected String pooledOptions() {
        return options().replaceFirst("\\{", "{\"strata\":\"hospital\",");
    }
}
