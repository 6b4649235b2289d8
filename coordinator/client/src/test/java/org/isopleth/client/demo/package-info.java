@NullMarked
package org.isopleth.client.demo;

import org.jspecify.annotations.NullMarked;
