/// The gate: the only exit of a connector. It checks, logs, then releases.
///
/// Every message and every contribution that leaves is put on its way by [org.isopleth.connector.gate.Gate]
/// and by nothing else; the way out takes only what the gate hands it. Open that class first. Depends on
/// the contract, `disclosure`, the store, and `connector.study`.
@NullMarked
package org.isopleth.connector.gate;

import org.jspecify.annotations.NullMarked;
