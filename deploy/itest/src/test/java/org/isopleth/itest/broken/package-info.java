/// Code that breaks the architecture rules on purpose. Open [org.isopleth.itest.broken.BrokenRules].
@NullMarked
package org.isopleth.itest.broken;

import org.jspecify.annotations.NullMarked;
