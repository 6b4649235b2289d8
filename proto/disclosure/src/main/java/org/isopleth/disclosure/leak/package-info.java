/// The leak meter: attacks a message together with everything a study released before, and says how many of this
/// hospital's patients a reader would recover. METHODS 0 (facts 6 and 7), 2.13 and 6.1.
///
/// The hospital knows the true rows, so "recovered" is decided by comparing what an attack computes with them;
/// that comparison never leaves the hospital. Pure functions, no I/O; time is passed in.
///
/// Open [org.isopleth.disclosure.leak.LeakMeter] first, then [org.isopleth.cohort.fact.Fact] for what it is told.
/// Depends on the contract only.
@NullMarked
package org.isopleth.disclosure.leak;

import org.jspecify.annotations.NullMarked;
