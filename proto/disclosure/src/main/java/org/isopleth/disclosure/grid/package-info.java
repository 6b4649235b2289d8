/// Time grids on which risk sets over all sites may be summed: METHODS 2.7, "Leak and rule".
///
/// Open [org.isopleth.disclosure.grid.CommonGrid] first. Depends on the JDK only.
@NullMarked
package org.isopleth.disclosure.grid;

import org.jspecify.annotations.NullMarked;
