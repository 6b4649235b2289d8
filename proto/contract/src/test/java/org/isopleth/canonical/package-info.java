/// Tests of the package of the same name.
@NullMarked
package org.isopleth.canonical;

import org.jspecify.annotations.NullMarked;
