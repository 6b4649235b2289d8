/// The privacy budgets of this site, durable, and the key its noise is drawn from.
///
/// Open [org.isopleth.connector.budget.SiteBudgets] first: the gate reserves there before a contribution with
/// noise is computed, and commits in the transaction that lets it out. Depends on the contract,
/// `disclosure`, the store and `connector.secret`.
@NullMarked
package org.isopleth.connector.budget;

import org.jspecify.annotations.NullMarked;
