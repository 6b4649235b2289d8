package org.isopleth.radiomics.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.isopleth.ontology.document.Document;
import org.isopleth.radiomics.region.TimePointRule.InOrder;
import org.isopleth.radiomics.region.TimePointRule.InWindows;
import org.isopleth.radiomics.region.TimePointRule.Window;
import org.junit.jupiter.api.Test;

class TimePointRuleTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 2, 27);

    private static LocalDate day(int day) {
        return FIRST.plusDays(day);
    }

    @Test
    void theFirstImagingIsTheBaselineAndLaterOnesFollowInOrder() {
        assertEquals(
                Map.of(day(0), TimePoint.BASELINE, day(30), new TimePoint(1), day(31), new TimePoint(2)),
                TimePointRule.EVERY_DAY.of(List.of(day(31), day(0), day(30), day(0))));
        assertEquals("baseline", TimePoint.BASELINE.word());
        assertEquals("follow-up-2", new TimePoint(2).word());
        assertEquals(Map.of(), TimePointRule.EVERY_DAY.of(List.of()));
    }

    @Test
    void imagingWithinTheDaysOfAVisitBelongsToIt() {
        // Counted from the visit's first day: imaging every week does not make one visit of months.
        assertEquals(
                Map.of(day(0), TimePoint.BASELINE, day(7), TimePoint.BASELINE, day(14), new TimePoint(1)),
                new InOrder(7).of(List.of(day(0), day(7), day(14))));
    }

    @Test
    void windowsCountFromTheFirstImagingAndLeaveOutWhatLiesBetween() {
        InWindows windows = new InWindows(List.of(new Window(0, 13), new Window(60, 120)));
        assertEquals(
                Map.of(day(0), TimePoint.BASELINE, day(13), TimePoint.BASELINE, day(60), new TimePoint(1)),
                windows.of(List.of(day(0), day(13), day(14), day(60), day(121))));
        assertThrows(IllegalArgumentException.class, () -> new InWindows(List.of()));
        assertThrows(
                IllegalArgumentException.class, () -> new InWindows(List.of(new Window(0, 13), new Window(13, 20))));
    }

    @Test
    void aSiteSaysEither() {
        assertEquals(new InOrder(14), rule("time-points: {same-visit-days: 14}"));
        assertEquals(
                new InWindows(List.of(new Window(0, 13), new Window(60, 120))),
                rule("time-points: {windows: [{from-day: 0, to-day: 13}, {from-day: 60, to-day: 120}]}"));
        assertEquals(TimePointRule.EVERY_DAY, rule(""));
    }

    private static TimePointRule rule(String text) {
        return Document.parse("regions.yaml", "regions: 1\n" + text, RegionDocument::read)
                .timePoints();
    }
}
