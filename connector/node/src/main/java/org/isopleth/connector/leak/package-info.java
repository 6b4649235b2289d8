/// The leak meter at the gate, and its memory of what a study has told before.
///
/// Open [org.isopleth.connector.leak.LeakGuard] first. Depends on `disclosure`, the store, `connector.gate` and
/// `connector.secret`.
@NullMarked
package org.isopleth.connector.leak;

import org.jspecify.annotations.NullMarked;
