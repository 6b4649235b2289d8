package org.isopleth.disclosure.budget;

import java.time.Instant;
import org.isopleth.canonical.Digest;
import org.isopleth.disclosure.noise.NoiseClaim;

/// A release that has been paid for. Immutable, thread-safe.
///
/// @param release names the release; keyed with a secret of the site, so that it tells nothing about data
/// @param study for which study
/// @param claim what it costs
/// @param at when it was reserved, by the book's clock, which never goes back
/// @param committed whether it left; one that never left was paid for all the same
public record Spend(Digest release, Digest study, NoiseClaim claim, Instant at, boolean committed) {}
