/// The enrolled members' signing certificates, from which a study's roster is made.
///
/// Open [org.isopleth.coordinator.members.MemberFolder] first. Depends on the contract and `wire.identity`.
@NullMarked
package org.isopleth.coordinator.members;

import org.jspecify.annotations.NullMarked;
