/// What a message tells of patients, as typed facts: which patients are in which sum, with which weights.
///
/// An at-site half answers them beside its contribution; the leak meter attacks them. They name patients by
/// their row and never leave the hospital.
///
/// Open [org.isopleth.cohort.fact.Fact] first. Depends on the JDK only.
@NullMarked
package org.isopleth.cohort.fact;

import org.jspecify.annotations.NullMarked;
