package org.isopleth.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.isopleth.disclosure.PublishedCell.Shown;
import org.isopleth.disclosure.PublishedCell.Suppressed;
import org.junit.jupiter.api.Test;

class PublishedCellTest {

    @Test
    void whatIsLargeIsRoundedToFiveAndNobodyIsShownAsNobody() {
        assertEquals(
                List.of(new Shown(10), new Shown(10), new Shown(15), new Shown(0)),
                PublishedCell.margin(SitePolicy.FLOORS, List.of(10, 12, 13, 0)));
    }

    @Test
    void whatIsSmallIsSuppressedAndNeverZero() {
        assertEquals(
                List.of(new Suppressed(), new Suppressed(), new Shown(100)),
                PublishedCell.margin(SitePolicy.FLOORS, List.of(9, 1, 100)));
    }

    @Test
    void oneSuppressedCellTakesASecondWithIt() {
        assertEquals(
                List.of(new Suppressed(), new Shown(100), new Suppressed(), new Shown(0)),
                PublishedCell.margin(SitePolicy.FLOORS, List.of(9, 100, 10, 0)));
    }

    @Test
    void aCellAloneIsSuppressedAlone() {
        assertEquals(List.of(new Suppressed()), PublishedCell.margin(SitePolicy.FLOORS, List.of(3)));
    }
}
