/// The program `isopleth radiomics`: measures features, looks into folders, checks itself.
///
/// The only package that knows the command line. Open first:
/// [org.isopleth.radiomics.main.RadiomicsMain].
@NullMarked
package org.isopleth.radiomics.main;

import org.jspecify.annotations.NullMarked;
