package org.isopleth.coordinator.enrolment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.site.Role;
import org.isopleth.site.SiteId;
import org.isopleth.wire.enrolment.EnrolmentAnswer;
import org.isopleth.wire.enrolment.InviteId;
import org.isopleth.wire.enrolment.InviteToken;

/// One invite, in one of four states. Only an open one still holds its token, so that nothing is left
/// to steal from an invite that is over. Immutable, thread-safe.
public sealed interface Invite {
    /// How long an invite may wait.
    Duration LIFE = Duration.ofDays(3);

    /// How many wrong proofs withdraw an invite. The token has 160 bits: this is not against guessing,
    /// but so that somebody notices.
    int MAX_WRONG_PROOFS = 5;

    /// For whom.
    ///
    /// @param id the public identifier
    /// @param name the future member's name
    /// @param role the future member's role
    /// @param expires the last instant at which it can be used
    record Guest(InviteId id, String name, Role role, Instant expires) {
        public Guest {
            name = new SiteId(name).name();
            if (role == Role.COORDINATOR) {
                throw new IllegalArgumentException("a consortium has one coordinator, which needs no invite");
            }
        }
    }

    /// What happens to an invite.
    sealed interface Event {
        /// A request came whose proof does not fit the token.
        record WrongProof() implements Event {}

        /// A request was granted.
        record Accepted(Instant at, EnrolmentAnswer.Granted certificates) implements Event {}

        /// Its last instant has passed.
        record TimePassed() implements Event {}
    }

    /// May still be used.
    record Open(Guest guest, InviteToken token, int wrongProofs) implements Invite {}

    /// Was used; what was certified.
    record Used(Guest guest, Instant at, EnrolmentAnswer.Granted certificates) implements Invite {}

    /// Was withdrawn after too many wrong proofs.
    record Burnt(Guest guest) implements Invite {}

    /// Was not used in time.
    record Expired(Guest guest) implements Invite {}

    Guest guest();

    /// The invite after `event`. Only an open invite changes; in every other state the event comes too
    /// late and changes nothing.
    default Invite step(Event event) {
        return switch (this) {
            case Open open ->
                switch (event) {
                    case Event.WrongProof() -> {
                        int wrong = open.wrongProofs + 1;
                        yield wrong < MAX_WRONG_PROOFS
                                ? new Open(open.guest, open.token, wrong)
                                : new Burnt(open.guest);
                    }
                    case Event.Accepted(Instant at, EnrolmentAnswer.Granted certificates) ->
                        new Used(open.guest, at, certificates);
                    case Event.TimePassed() -> new Expired(open.guest);
                };
            case Used used -> used;
            case Burnt burnt -> burnt;
            case Expired expired -> expired;
        };
    }

    /// Why the invite cannot be used, if it cannot.
    default Optional<ErrorCode> refusal() {
        return switch (this) {
            case Open _ -> Optional.empty();
            case Used _ -> Optional.of(ErrorCode.INVITE_USED);
            case Burnt _ -> Optional.of(ErrorCode.INVITE_BURNT);
            case Expired _ -> Optional.of(ErrorCode.INVITE_EXPIRED);
        };
    }
}
