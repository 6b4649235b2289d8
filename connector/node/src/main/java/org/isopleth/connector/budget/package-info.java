/// The privacy budgets of this site, durable, and the key its noise is drawn from.
///
/// Open [org.isopleth.connector.budget.SiteNoise] first, which the gate asks, then
/// [org.isopleth.connector.budget.SiteBudgets]: a release is reserved there before it has noise, and committed
/// in the transaction that lets it out. Depends on the contract,
/// `disclosure`, the store and `connector.secret`.
@NullMarked
package org.isopleth.connector.budget;

import org.jspecify.annotations.NullMarked;
