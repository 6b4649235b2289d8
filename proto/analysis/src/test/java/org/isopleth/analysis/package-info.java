/// Tests of the analyses. Open [org.isopleth.analysis.AnalysisContract] first: every analysis extends it.
@NullMarked
package org.isopleth.analysis;

import org.jspecify.annotations.NullMarked;
