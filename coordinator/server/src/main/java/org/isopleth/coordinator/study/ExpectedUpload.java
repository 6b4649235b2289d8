package org.isopleth.coordinator.study;

/// What a site may upload now. Immutable, thread-safe.
///
/// @param bytes how many the contribution has that it is waited for
/// @param once whether the site makes these bytes only once, as a masked vector, so that they must be durable before
/// the
///     site is told that they are here; others can be asked for again
public record ExpectedUpload(long bytes, boolean once) {}
