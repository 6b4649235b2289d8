package org.isopleth.masking;

import java.util.Optional;
import org.isopleth.site.SiteId;

/// Why a site takes no further part in an attempt. Immutable, thread-safe.
///
/// @param named the site at fault, where one can be named
public record Refusal(Reason reason, Optional<SiteId> named) {

    /// A refusal that names nobody.
    public static Refusal of(Reason reason) {
        return new Refusal(reason, Optional.empty());
    }

    /// The closed list.
    public enum Reason {
        /// A message is not signed with the coordinator's pinned key.
        COORDINATOR_SIGNATURE("coordinator-signature"),
        /// A message belongs to another round, attempt, plan, model or roster.
        WRONG_CONTEXT("wrong-context"),
        /// The proposed round, plan or model is not the one the site was asked for.
        OTHER_TERMS("other-terms"),
        /// The proposed vector has another length or number profile than the plan gives.
        OTHER_VECTOR("other-vector"),
        /// The roster does not have this site with its own key.
        NOT_INVITED("not-invited"),
        /// A site of the roster is not pinned in the permit, or with another key, and no [KeyRenewal] holds for it.
        UNPINNED_KEY("unpinned-key"),
        /// A key appears twice.
        REPEATED_KEY("repeated-key"),
        /// Fewer sites than the site's policy asks for.
        TOO_FEW_SITES("too-few-sites"),
        /// More sites than the protocol is reviewed for.
        TOO_MANY_SITES("too-many-sites"),
        /// A threshold below the site's own.
        LOW_THRESHOLD("low-threshold"),
        /// The site has already helped to open this round; it never does again.
        ALREADY_OPENED("already-opened"),
        /// What the coordinator shows of the site's own messages is not what it sent.
        OWN_MESSAGE_CHANGED("own-message-changed"),
        /// A site's message is not signed with its pinned key, or not for these terms.
        SITE_SIGNATURE("site-signature"),
        /// A list names a site twice, out of order or from outside the list before.
        BAD_LIST("bad-list"),
        /// Shares do not open, or are not what was committed to.
        BAD_SHARES("bad-shares"),
        /// Too few vectors are in the sum.
        TOO_FEW_SURVIVORS("too-few-survivors"),
        /// The survivors differ from those of an earlier sum by so few sites that the difference tells.
        TOO_CLOSE_TO_EARLIER("too-close-to-earlier"),
        /// Too few sites signed the same survivors.
        TOO_FEW_AGREEMENTS("too-few-agreements"),
        /// The coordinator said two different things at one step.
        EQUIVOCATION("equivocation"),
        /// A message came before the one it follows.
        OUT_OF_ORDER("out-of-order"),
        /// The site's own vector is not the one it masked before.
        VECTOR_CHANGED("vector-changed");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        /// The word that travels.
        public String word() {
            return word;
        }

        static Reason parse(String word) {
            for (Reason reason : values()) {
                if (reason.word.equals(word)) {
                    return reason;
                }
            }
            throw new IllegalArgumentException("not a reason to refuse a masked round");
        }
    }
}
