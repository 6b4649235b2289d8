/// `benchmark@1`: rounds of any length over real connections, to measure how long a round takes.
///
/// ```yaml
/// - {id: benchmark@1, name: rounds, variable: age, length: 1000000, rounds: 10}
/// ```
///
/// In every round `length` single-precision values go out and as many exact sums come back. What a site
/// contributes is one number, the sum of one variable over its patients, mixed into the public values
/// that came: it tells no more than `summary@1` tells of that variable, and the same rules judge it. As it
/// answers no question about patients, a site takes part only when its policy names `benchmark@1`.
///
/// Open [org.isopleth.analysis.benchmark.BenchmarkPlan] first. Depends on what every analysis depends on.
@NullMarked
package org.isopleth.analysis.benchmark;

import org.jspecify.annotations.NullMarked;
