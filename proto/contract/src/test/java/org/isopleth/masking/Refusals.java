package org.isopleth.masking;

import static org.isopleth.masking.TestConsortium.site;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.isopleth.masking.Refusal.Reason;
import org.isopleth.site.SiteId;

/// What a refusal looks like from outside.
final class Refusals {
    private Refusals() {}

    static void refused(Reason reason, TestSite site) {
        SiteMasking.Refused refused = assertInstanceOf(SiteMasking.Refused.class, site.state);
        assertEquals(reason, refused.refusal().reason());
        assertTrue(site.log.stream()
                .anyMatch(output ->
                        output instanceof SiteOutput.Send send && send.message() instanceof SiteMessage.Refused));
        if (reason != Reason.EQUIVOCATION) {
            assertFalse(openedAnything(site));
        }
    }

    static void refused(Reason reason, SiteId named, TestSite site) {
        refused(reason, site);
        SiteMasking.Refused refused = assertInstanceOf(SiteMasking.Refused.class, site.state);
        assertEquals(Optional.of(named), refused.refusal().named());
    }

    private static boolean openedAnything(TestSite site) {
        return site.log.stream()
                .anyMatch(output ->
                        output instanceof SiteOutput.Send send && send.message() instanceof SiteMessage.Unmasking);
    }
}
