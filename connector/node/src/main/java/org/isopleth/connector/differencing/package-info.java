/// Whose patients every output rested on that has left this hospital, durable, and the guard of the gate that
/// compares the next output with all of them.
///
/// Open [org.isopleth.connector.differencing.DifferencingGuard] first, then
/// [org.isopleth.connector.differencing.RowSets] for how it is kept. Depends on the contract, `disclosure`, the
/// store, and the packages `gate` and `cohort`.
@NullMarked
package org.isopleth.connector.differencing;

import org.jspecify.annotations.NullMarked;
