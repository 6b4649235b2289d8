/// What a feature is, and what a measured one is.
@NullMarked
package org.isopleth.radiomics.feature;

import org.jspecify.annotations.NullMarked;
