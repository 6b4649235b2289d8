/// How long the families of features take and how much memory the process needs. Open [Bench] first.
@NullMarked
package org.isopleth.radiomics.bench;

import org.jspecify.annotations.NullMarked;
