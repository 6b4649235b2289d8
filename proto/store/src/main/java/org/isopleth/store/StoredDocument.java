package org.isopleth.store;

/// A small document that may change, for example the record of a frozen cohort. Immutable,
/// thread-safe.
///
/// @param namespace what kind of document
/// @param key its name within the namespace
/// @param version 1 when first written, then one more with every change; starts again at 1 after a
///     deletion
/// @param body its content
public record StoredDocument(String namespace, String key, long version, Body body) {}
