package org.isopleth.store;

/// An entry at its place in a ledger. Immutable, thread-safe.
///
/// @param ledger the ledger's name
/// @param index its place: 0, 1, 2 and so on without gaps
/// @param entry the bytes that the ledger hashes
public record StoredLeaf(String ledger, long index, Body entry) {}
