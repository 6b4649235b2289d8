package org.isopleth.connector.study;

import org.isopleth.canonical.Bytes;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.study.Permit;

/// What this site decided on: a study as it was offered, and the permit. Immutable, thread-safe.
///
/// @param offer the signed study with its roster
/// @param permit this site's decision, which pins every key of the roster
/// @param signature this site's, over the canonical bytes of the permit
public record Agreement(StudyOffer offer, Permit permit, Bytes signature) {}
