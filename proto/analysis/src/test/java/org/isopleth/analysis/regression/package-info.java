/// Tests, see the package of the same name in the main sources.
@NullMarked
package org.isopleth.analysis.regression;

import org.jspecify.annotations.NullMarked;
