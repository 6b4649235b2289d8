/// Tests of the masking protocol: known answers, properties, simulations, attacks.
@NullMarked
package org.isopleth.masking;

import org.jspecify.annotations.NullMarked;
