/// Tests of the package of the same name.
@NullMarked
package org.isopleth.analysis.vote;

import org.jspecify.annotations.NullMarked;
