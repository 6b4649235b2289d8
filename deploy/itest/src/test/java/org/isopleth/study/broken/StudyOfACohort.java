package org.isopleth.study.broken;

import org.isopleth.cohort.broken.CohortOfAStudy;

/// Breaks `words_have_no_cycles` on purpose, together with [CohortOfAStudy].
public record StudyOfACohort(CohortOfAStudy cohort) {}
