package org.isopleth.client.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.Federation;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.Step;
import org.isopleth.canonical.Json;
import org.isopleth.client.CommandFailure;
import org.isopleth.client.simulation.SiteFile;
import org.isopleth.client.study.StudyDocument;
import org.isopleth.client.study.StudyReader;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.site.SiteId;

/// What the federation must equal: all patients in one table, with the hospital as a stratum. Only a
/// demo, whose patients are public, can compute it.
final class PooledFit {
    private PooledFit() {}

    /// The coefficients of `pooled/study.yaml` on `pooled/patients.csv`.
    static List<Json.Obj> of(Path documents) {
        Path folder = documents.resolve("pooled");
        StudyDocument document =
                new StudyReader(Vocabulary.bundled(), Analyses.all()).read(folder.resolve("study.yaml"));
        AnalysisTable table = new SiteFile(folder.resolve("patients.csv")).read(document.study());
        PreparedAnalysis analysis = document.analyses().getFirst();
        Federation.Run run = Federation.run(analysis, Map.of(new SiteId("pooled"), table));
        if (run.end() instanceof Step.Finished(Json.Obj result)) {
            return result.list("coefficients").stream().map(Json::asObject).toList();
        }
        throw new CommandFailure(folder.toString(), "the pooled fit has no result");
    }
}
