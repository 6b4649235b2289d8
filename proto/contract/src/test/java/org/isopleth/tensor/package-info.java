/// Tests of the package of the same name.
@NullMarked
package org.isopleth.tensor;

import org.jspecify.annotations.NullMarked;
