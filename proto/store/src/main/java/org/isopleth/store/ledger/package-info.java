/// The ledger on disk: tiles and signed checkpoints, derived from leaves that are durable elsewhere.
///
/// The leaves are the truth; the directory can be thrown away and derived again to the same bytes, as
/// Ed25519 signatures are deterministic. Open [org.isopleth.store.ledger.LedgerDirectory] first.
/// Depends on the JDK and the contract's `ledger` and `canonical`.
@NullMarked
package org.isopleth.store.ledger;

import org.jspecify.annotations.NullMarked;
