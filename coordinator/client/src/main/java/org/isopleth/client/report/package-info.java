/// The report of a study: one self-contained page that a scientist attaches to a paper and an auditor
/// starts from.
///
/// Open [org.isopleth.client.report.StudyReport] first. It is a pure function of documents,
/// `results.json`, `provenance.json` and, for synthetic patients, `planted.json`
/// ([org.isopleth.client.report.ResultsDocument], [org.isopleth.client.report.ProvenanceDocument],
/// [org.isopleth.client.report.PlantedDocument]); [org.isopleth.client.report.Html] is the only way
/// to write markup, so nothing in those documents can become markup. Depends on the contract, the
/// analyses' words, the disclosure rules' words and picocli.
@NullMarked
package org.isopleth.client.report;

import org.jspecify.annotations.NullMarked;
