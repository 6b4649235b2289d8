package org.isopleth.cohort.broken;

import java.util.List;
import org.isopleth.study.broken.StudyOfACohort;

/// Breaks `words_have_no_cycles` on purpose, together with [StudyOfACohort].
public record CohortOfAStudy(List<StudyOfACohort> studies) {
    public CohortOfAStudy {
        studies = List.copyOf(studies);
    }
}
