/// Where each study stands at this site: the events that happened and the state they add up to.
///
/// Pure: [org.isopleth.connector.study.SiteStudy#step] folds events, and a restart folds the stored
/// events to the same state. [org.isopleth.connector.study.SiteStudies] keeps them in the store. Open
/// [org.isopleth.connector.study.SiteStudy] first. Depends on the contract and the store.
@NullMarked
package org.isopleth.connector.study;

import org.jspecify.annotations.NullMarked;
