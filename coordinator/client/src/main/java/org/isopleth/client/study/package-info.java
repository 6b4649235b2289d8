/// Studies as scientists write them: reading `study.yaml`, and the commands that work on it locally.
///
/// Open [org.isopleth.client.study.StudyReader] for the document and
/// [org.isopleth.client.study.StudyCommand] for the commands. Depends on `client`, `client.simulation`,
/// `client.report`,
/// the contract, the ontology and the analyses. docs/reference/study-yaml.md describes the document.
@NullMarked
package org.isopleth.client.study;

import org.jspecify.annotations.NullMarked;
