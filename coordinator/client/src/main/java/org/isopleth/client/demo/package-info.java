/// `isopleth demo`: a consortium of four hospitals on one machine, each program a process of its own,
/// from enrolment to report, on real patients.
///
/// Everything it does, a consortium does: it calls the same commands. Open
/// [org.isopleth.client.demo.LungDemo] first. Data and documents lie in `deploy/demo`.
@NullMarked
package org.isopleth.client.demo;

import org.jspecify.annotations.NullMarked;
