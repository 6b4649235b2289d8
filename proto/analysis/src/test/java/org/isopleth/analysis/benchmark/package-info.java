@NullMarked
package org.isopleth.analysis.benchmark;

import org.jspecify.annotations.NullMarked;
