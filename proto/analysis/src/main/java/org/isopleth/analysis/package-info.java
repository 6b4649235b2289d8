/// The federated analyses. Each has a package of its own with its two halves side by side: at-site,
/// the only classes that see patients, and at-coordinator, which sees only sums.
///
/// Open [org.isopleth.analysis.Analysis] first; [org.isopleth.analysis.Analyses] lists them all.
/// Depends on the contract, EJML and Smile.
@NullMarked
package org.isopleth.analysis;

import org.jspecify.annotations.NullMarked;
