/// What an image and a region look like after each step of the chain (IBSI, chapter 4: diagnostic features), to
/// find the step at which two programs part. Open [org.isopleth.radiomics.diagnostics.Diagnostics] first.
@NullMarked
package org.isopleth.radiomics.diagnostics;

import org.jspecify.annotations.NullMarked;
