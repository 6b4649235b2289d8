/// Many cases at once: which images and regions there are, measuring them in parallel, a journal to
/// continue from, and the tables of results.
///
/// A case is one image with the regions drawn on it. Depends on `read`, `process`, the features and the
/// strict tables of `ontology`. Open first: [org.isopleth.radiomics.cases.CaseRun].
@NullMarked
package org.isopleth.radiomics.cases;

import org.jspecify.annotations.NullMarked;
