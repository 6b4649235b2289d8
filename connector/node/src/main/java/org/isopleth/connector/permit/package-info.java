/// How this site decides on a study: its policy file, the proof that an offer is what it claims to be,
/// and the person who is asked.
///
/// Open [org.isopleth.connector.permit.OfferReview] first. Depends on the contract, `disclosure`, the
/// list of analyses, the vocabulary, the document reader and `wire.identity`.
@NullMarked
package org.isopleth.connector.permit;

import org.jspecify.annotations.NullMarked;
