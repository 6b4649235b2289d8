package org.isopleth.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Study;
import org.isopleth.tensor.NumberProfile;
import org.junit.jupiter.api.Test;

/// Which analyses may be carried in which numbers.
class NumbersTest {

    @Test
    void an_analysis_that_promises_equality_refuses_compact_numbers() {
        AnalysisPlan wide = TestStudies.plan("summary@1", "{}");
        Study study = TestStudies.study(List.of(TestStudies.number("age", 0, 120)), wide);
        AnalysisPlan compact = new AnalysisPlan(
                wide.id(),
                wide.name(),
                wide.options(),
                new NumberProfile.Compact(24, 8, 1, NumberProfile.Beyond.REFUSE));
        assertEquals(wide, Analyses.prepare(study, wide).plan());
        assertEquals(
                "numbers",
                assertThrows(PlanException.class, () -> Analyses.prepare(study, compact))
                        .option());
    }
}
