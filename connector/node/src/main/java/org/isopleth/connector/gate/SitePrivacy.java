package org.isopleth.connector.gate;

import org.isopleth.canonical.Digest;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.masking.MaskingFloors;
import org.isopleth.site.SiteId;

/// The limits the gate enforces, and for whom. Immutable, thread-safe.
///
/// @param site this hospital
/// @param limits its limits, never looser than the floors
/// @param masking its limits on masked rounds, never looser than the floors
/// @param policy digest of the whole policy in force, which ledger entries name
public record SitePrivacy(SiteId site, SitePolicy limits, MaskingFloors masking, Digest policy) {}
