/// Tests of the package of the same name.
@NullMarked
package org.isopleth.study;

import org.jspecify.annotations.NullMarked;
