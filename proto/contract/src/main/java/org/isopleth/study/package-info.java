/// A study as everyone agrees on it: question, variables, cohort, analyses, release level, and the
/// permit by which a site joins.
///
/// Open [org.isopleth.study.Study] first. Depends on `canonical`, `term`, `unit` and `site`.
@NullMarked
package org.isopleth.study;

import org.jspecify.annotations.NullMarked;
