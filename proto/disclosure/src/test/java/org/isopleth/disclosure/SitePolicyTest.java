package org.isopleth.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SitePolicyTest {

    @Test
    void theFloorsAreTheDefaults() {
        assertEquals(new SitePolicy(10, 10, 0.2), SitePolicy.FLOORS);
        assertEquals(new SitePolicy(10, 10, 0.2, 3, 0.8), SitePolicy.FLOORS);
    }

    @Test
    void aPolicyMayTighten() {
        assertEquals(20, new SitePolicy(20, 15, 0.1).minimumRows());
    }

    @ParameterizedTest
    @CsvSource({
        "9, 10, 0.2, minimum-rows",
        "10, 9, 0.2, minimum-cell",
        "10, 10, 0.2000001, maximum-columns-per-row",
        "10, 10, 0, maximum-columns-per-row",
        "10, 10, NaN, maximum-columns-per-row"
    })
    void aPolicyMayNotLoosen(int rows, int cell, double columns, String setting) {
        PolicyException refused = assertThrows(PolicyException.class, () -> new SitePolicy(rows, cell, columns));
        assertEquals(setting, refused.setting());
        assertTrue(String.valueOf(refused.getMessage()).endsWith("a policy can only tighten the floor"));
    }

    @ParameterizedTest
    @CsvSource({"2, 0.8, minimum-sites", "3, 0.81, maximum-share", "3, 0, maximum-share", "3, NaN, maximum-share"})
    void aPolicyMayNotLoosenWhatASumNeeds(int sites, double share, String setting) {
        PolicyException refused = assertThrows(PolicyException.class, () -> new SitePolicy(10, 10, 0.2, sites, share));
        assertEquals(setting, refused.setting());
    }
}
