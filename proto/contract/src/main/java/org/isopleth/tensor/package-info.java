/// Numbers that leave a hospital: named tensors, each declared with a bound before the round, carried
/// as fixed-point integers so that sums are the same bits in any order.
///
/// Open [org.isopleth.tensor.NumberProfile] first. Depends on the JDK and `canonical`.
@NullMarked
package org.isopleth.tensor;

import org.jspecify.annotations.NullMarked;
