/// Units of measure by UCUM code, and exact conversion within one dimension.
///
/// Open [org.isopleth.unit.Unit] first. Depends on the JDK only.
@NullMarked
package org.isopleth.unit;

import org.jspecify.annotations.NullMarked;
