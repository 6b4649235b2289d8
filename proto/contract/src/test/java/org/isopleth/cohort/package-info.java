/// Tests of the package of the same name.
@NullMarked
package org.isopleth.cohort;

import org.jspecify.annotations.NullMarked;
