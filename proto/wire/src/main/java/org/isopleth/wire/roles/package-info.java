/// Who may call what: one table, one interceptor.
///
/// Open [org.isopleth.wire.roles.RolePolicy] first. Depends on `identity` and gRPC.
@NullMarked
package org.isopleth.wire.roles;

import org.jspecify.annotations.NullMarked;
