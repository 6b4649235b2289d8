/// Sums of doubles without rounding on the way, for sums that stay inside a hospital and are needed
/// again and again while they grow.
///
/// Open [org.isopleth.analysis.exact.ExactSum] first. Depends on the JDK only. Sums that leave a
/// hospital use `org.isopleth.tensor` instead.
@NullMarked
package org.isopleth.analysis.exact;

import org.jspecify.annotations.NullMarked;
