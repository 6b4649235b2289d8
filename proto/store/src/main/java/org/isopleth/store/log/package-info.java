/// The log of a program that keeps running: one file in its folder, for its owner only. Both programs' settings
/// are the `logback.xml` of this module.
@NullMarked
package org.isopleth.store.log;

import org.jspecify.annotations.NullMarked;
