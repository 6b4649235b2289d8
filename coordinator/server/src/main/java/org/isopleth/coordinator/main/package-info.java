/// Starts the coordinator: reads its folder, wires everything together, serves until it is stopped.
///
/// Open [org.isopleth.coordinator.main.CoordinatorMain] first. The only package that knows them all.
@NullMarked
package org.isopleth.coordinator.main;

import org.jspecify.annotations.NullMarked;
