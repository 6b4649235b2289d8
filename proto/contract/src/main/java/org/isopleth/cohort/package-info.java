/// The patients a study is about at one site, as the only form in which analyses see them: an
/// immutable table whose columns are the study's variables.
///
/// Open [org.isopleth.cohort.AnalysisTable] first. Depends on the JDK only.
@NullMarked
package org.isopleth.cohort;

import org.jspecify.annotations.NullMarked;
