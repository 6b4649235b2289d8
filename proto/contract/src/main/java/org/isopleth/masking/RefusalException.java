package org.isopleth.masking;

import java.util.Optional;
import org.isopleth.site.SiteId;

/// Carries a refusal from a check to [SiteMasking#step], which returns it as a result.
final class RefusalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    RefusalException(Refusal refusal) {
        super(refusal.reason().word());
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }

    static void unless(boolean holds, Refusal.Reason reason) {
        if (!holds) {
            throw new RefusalException(Refusal.of(reason));
        }
    }

    static void unless(boolean holds, Refusal.Reason reason, SiteId named) {
        if (!holds) {
            throw new RefusalException(new Refusal(reason, Optional.of(named)));
        }
    }
}
