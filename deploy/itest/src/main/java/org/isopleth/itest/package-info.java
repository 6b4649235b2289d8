/// All programs together, as people run them, and the rules of architecture that see everything. The
/// tests are the content; nothing here is shipped.
@NullMarked
package org.isopleth.itest;

import org.jspecify.annotations.NullMarked;
