/// `isopleth bench`: how fast this machine's programs are, measured on the programs themselves.
///
/// A benchmark is a consortium of synthetic hospitals on this machine with a declared study of
/// `benchmark@1`: real processes, connections, ledgers and disks. Open
/// [org.isopleth.client.bench.RoundsBenchmark] first.
@NullMarked
package org.isopleth.client.bench;

import org.jspecify.annotations.NullMarked;
