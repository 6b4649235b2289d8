/// The privacy budget: how much may be learned of the patients of a dataset, over all studies together.
///
/// A release is paid for before it is computed and never paid back. Pure: events in, state out
/// ([org.isopleth.disclosure.budget.BudgetBook#step]); the connector stores the events.
///
/// Open [org.isopleth.disclosure.budget.BudgetBook] first. Depends on the contract, on
/// `disclosure.loss` and `disclosure.noise`, and on the rules for the words of its refusals.
@NullMarked
package org.isopleth.disclosure.budget;

import org.jspecify.annotations.NullMarked;
