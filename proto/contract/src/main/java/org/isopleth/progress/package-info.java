/// How far a study is at the coordinator: the events that happened and the state they add up to.
///
/// Pure: [org.isopleth.progress.StudyState#step] folds events, and a restart folds the stored events
/// to the same state. Open [org.isopleth.progress.StudyState] first.
@NullMarked
package org.isopleth.progress;

import org.jspecify.annotations.NullMarked;
