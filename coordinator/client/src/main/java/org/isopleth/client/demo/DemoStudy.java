package org.isopleth.client.demo;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.isopleth.analysis.Analyses;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.client.local.Consortium;
import org.isopleth.client.remote.CoordinatorClient;
import org.isopleth.client.remote.ResultFetch;
import org.isopleth.client.study.StudyDocument;
import org.isopleth.client.study.StudyReader;
import org.isopleth.ontology.Concept;
import org.isopleth.ontology.Vocabulary;

/// The scientist's part of the demo: submit, watch, fetch. For one thread.
///
/// @param document the study
/// @param work the work folder, where the scientist has enrolled; the result goes to `result/`
/// @param say shows a line of progress
record DemoStudy(Path document, Path work, InstantSource clock, Consumer<String> say) {

    /// Submits, watches and fetches.
    Json.Obj run() {
        Vocabulary vocabulary = Vocabulary.bundled();
        StudyDocument read = new StudyReader(vocabulary, Analyses.all()).read(document);
        try (CoordinatorClient client = CoordinatorClient.open(work.resolve(Consortium.SCIENTIST), clock)) {
            Digest study = client.submit(read.study());
            ResultFetch fetch = new ResultFetch(
                    client, clock, id -> vocabulary.find(id).map(Concept::label), line -> say.accept("  " + line));
            return CanonicalJson.parse(fetch.watchAndFetch(study, work.resolve("result")))
                    .asObject();
        }
    }
}
