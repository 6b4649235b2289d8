/// A consortium on one machine, each program a process of its own: what demos and benchmarks run on.
///
/// Everything it does, a consortium does: it calls the same commands. Open
/// [org.isopleth.client.local.Consortium] first.
@NullMarked
package org.isopleth.client.local;

import org.jspecify.annotations.NullMarked;
