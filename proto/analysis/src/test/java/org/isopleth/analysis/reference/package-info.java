/// Tests, see the package of the same name in the main sources and the clinical reference data.
@NullMarked
package org.isopleth.analysis.reference;

import org.jspecify.annotations.NullMarked;
