/// A study run in one process on tables of one's own: the same at-site and at-coordinator halves, the
/// same exact sums and the same disclosure rules as between hospitals, without the network.
///
/// Open [org.isopleth.client.simulation.Simulation] first. Depends on `client`, the contract, the
/// analyses and the disclosure rules.
@NullMarked
package org.isopleth.client.simulation;

import org.jspecify.annotations.NullMarked;
