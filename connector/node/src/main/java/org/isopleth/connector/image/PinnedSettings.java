package org.isopleth.connector.image;

import org.isopleth.canonical.Digest;
import org.isopleth.radiomics.process.Settings;

/// Settings and the digest by which features name them. Immutable, thread-safe.
///
/// @param settings how features are measured
/// @param digest of their canonical form
public record PinnedSettings(Settings settings, Digest digest) {}
