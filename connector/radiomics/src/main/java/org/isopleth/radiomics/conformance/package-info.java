/// IBSI's reference values, and how far measured features are from them.
@NullMarked
package org.isopleth.radiomics.conformance;

import org.jspecify.annotations.NullMarked;
