/// How a hospital joins a consortium, from its side.
///
/// Open [org.isopleth.connector.enrolment.EnrolCommand] first. Depends on `wire`'s enrolment package.
@NullMarked
package org.isopleth.connector.enrolment;

import org.jspecify.annotations.NullMarked;
