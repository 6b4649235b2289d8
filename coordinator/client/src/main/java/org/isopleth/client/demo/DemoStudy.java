package org.isopleth.client.demo;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.isopleth.analysis.Analyses;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.client.remote.CoordinatorClient;
import org.isopleth.client.remote.ResultFetch;
import org.isopleth.client.study.StudyDocument;
import org.isopleth.client.study.StudyReader;
import org.isopleth.ontology.Concept;
import org.isopleth.ontology.Vocabulary;

/// The scientist's part of the demo: submit, watch, fetch. For one thread.
///
/// @param documents the demo's documents
/// @param work the work folder; the result goes to `result/`
/// @param say shows a line of progress
record DemoStudy(Path documents, Path work, InstantSource clock, Consumer<String> say) {

    /// Runs the study as the scientist enrolled in `identity`.
    Json.Obj run(Path identity) {
        Vocabulary vocabulary = Vocabulary.bundled();
        StudyDocument document = new StudyReader(vocabulary, Analyses.all()).read(documents.resolve("study.yaml"));
        try (CoordinatorClient client = CoordinatorClient.open(identity, clock)) {
            Digest study = client.submit(document.study());
            ResultFetch fetch = new ResultFetch(
                    client, clock, id -> vocabulary.find(id).map(Concept::label), line -> say.accept("  " + line));
            return CanonicalJson.parse(fetch.watchAndFetch(study, work.resolve("result")))
                    .asObject();
        }
    }
}
