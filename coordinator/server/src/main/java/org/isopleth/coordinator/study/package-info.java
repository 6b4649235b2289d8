/// Runs studies: takes what sites and scientists send, decides what follows, stores both, and only then
/// tells anyone.
///
/// Open [org.isopleth.coordinator.study.Conductor] first, then
/// [org.isopleth.coordinator.study.NextStep] for what follows what. Depends on the contract, the
/// analyses' at-coordinator halves and the store; knows nothing of gRPC.
@NullMarked
package org.isopleth.coordinator.study;

import org.jspecify.annotations.NullMarked;
