@NullMarked
package org.isopleth.client.bench;

import org.jspecify.annotations.NullMarked;
