package org.isopleth.analysis.summary;

import org.isopleth.analysis.AnalysisContract;

/// The contract, for a summary of numbers and levels.
class SummaryTest extends AnalysisContract {
    @Override
    protected String id() {
        return "summary@1";
    }

    @Override
    protected String options() {
        return "{\"variables\":[\"age\",\"dose\",\"male\",\"stage\",\"answer\"]}";
    }
}
