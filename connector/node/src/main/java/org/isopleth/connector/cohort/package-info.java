/// From a study's variables to the patients' table: the query, the table and its keeping.
///
/// Open [org.isopleth.connector.cohort.CohortBuilder] first, then
/// [org.isopleth.connector.cohort.CohortVault]. Depends on the semantic store and on the words
/// `study` and `cohort`.
@NullMarked
package org.isopleth.connector.cohort;

import org.jspecify.annotations.NullMarked;
