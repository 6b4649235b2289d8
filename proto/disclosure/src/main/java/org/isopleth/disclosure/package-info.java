/// What may leave a hospital: pure rules over the contract, the same at every gate and in simulation.
///
/// A release is allowed when every rule that applies to it passes; a refusal names the rules and their
/// thresholds and never the number that failed. A site's policy can make rules stricter, never looser.
///
/// Open [org.isopleth.disclosure.Disclosure] first, then [org.isopleth.disclosure.RuleId] for what the
/// rules are. Depends on the contract only.
@NullMarked
package org.isopleth.disclosure;

import org.jspecify.annotations.NullMarked;
