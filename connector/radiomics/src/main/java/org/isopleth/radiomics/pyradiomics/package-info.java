/// Features under PyRadiomics' names and by its conventions, so that they can be compared with published ones. All
/// is counted by the packages that count IBSI's features; here are the names and what differs. Open
/// [org.isopleth.radiomics.pyradiomics.PyradiomicsProfile] first.
@NullMarked
package org.isopleth.radiomics.pyradiomics;

import org.jspecify.annotations.NullMarked;
