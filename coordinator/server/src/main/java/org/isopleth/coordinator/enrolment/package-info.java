/// The consortium's authority: its root and issuing key, its invites, and the certificates it gives.
///
/// Everything lies in the coordinator's folder: `authority` (keys that never leave), `identity` (the
/// coordinator's own), `invites` (one file each). `init` and `invite` work while the coordinator runs as
/// another process.
///
/// Open [org.isopleth.coordinator.enrolment.EnrolmentDesk] first, then
/// [org.isopleth.coordinator.enrolment.Invite]. Depends on `wire`'s identity and enrolment packages.
@NullMarked
package org.isopleth.coordinator.enrolment;

import org.jspecify.annotations.NullMarked;
