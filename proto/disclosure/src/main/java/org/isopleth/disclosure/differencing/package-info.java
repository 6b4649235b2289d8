/// What two outputs say together: the difference of two sums over nearly the same patients is a sum over the few in
/// which they differ. Remembers whose patients an output rests on, and refuses the next that differs by too few.
///
/// Open [org.isopleth.disclosure.differencing.Memory] first. Depends on the contract and `disclosure`; where it is
/// kept is the connector's business.
@NullMarked
package org.isopleth.disclosure.differencing;

import org.jspecify.annotations.NullMarked;
