@NullMarked
package org.isopleth.client.local;

import org.jspecify.annotations.NullMarked;
