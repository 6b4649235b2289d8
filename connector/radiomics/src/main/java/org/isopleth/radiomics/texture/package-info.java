/// The texture families: how grey levels lie beside each other (IBSI 3.6 to 3.11).
@NullMarked
package org.isopleth.radiomics.texture;

import org.jspecify.annotations.NullMarked;
