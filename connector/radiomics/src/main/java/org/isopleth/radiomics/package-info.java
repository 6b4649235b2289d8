/// Images, regions and the features of the Image Biomarker Standardisation Initiative (IBSI). A library of
/// its own: no network, no database.
@NullMarked
package org.isopleth.radiomics;

import org.jspecify.annotations.NullMarked;
