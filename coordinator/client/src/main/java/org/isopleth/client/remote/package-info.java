/// A scientist's conversation with a coordinator: enrol, submit a study, watch it, fetch its result.
///
/// Open [org.isopleth.client.remote.CoordinatorClient] first. Depends on `wire` and the contract.
@NullMarked
package org.isopleth.client.remote;

import org.jspecify.annotations.NullMarked;
