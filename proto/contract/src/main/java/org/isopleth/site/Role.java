package org.isopleth.site;

import java.util.Locale;

/// What a certificate lets its holder do; checked for every call.
public enum Role {
    /// A hospital's connector.
    SITE,
    /// Launches studies and reads results.
    SCIENTIST,
    /// Reads ledgers and proofs.
    AUDITOR,
    /// The coordinator itself.
    COORDINATOR;

    /// The lower-case word used in certificates, files and logs.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
