/// One exchange of an analysis: the coordinator's state goes out, contributions come back.
///
/// Open [org.isopleth.round.RoundId] first. Depends on `canonical` and `site`.
@NullMarked
package org.isopleth.round;

import org.jspecify.annotations.NullMarked;
