package org.isopleth.coordinator.enrolment;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.site.Role;
import org.isopleth.wire.enrolment.EnrolmentAnswer;
import org.isopleth.wire.enrolment.EnrolmentRequest;
import org.isopleth.wire.enrolment.InviteId;
import org.isopleth.wire.enrolment.InviteToken;
import org.isopleth.wire.identity.CertificatePurpose;
import org.isopleth.wire.identity.CertificateRequest;
import org.isopleth.wire.identity.IdentityException;

/// Gives invites and answers those who come with one. Thread-safe.
public final class EnrolmentDesk {
    private final ConsortiumAuthority authority;
    private final InviteFolder invites;
    private final InstantSource clock;
    private final SecureRandom random;

    public EnrolmentDesk(
            ConsortiumAuthority authority, InviteFolder invites, InstantSource clock, SecureRandom random) {
        this.authority = authority;
        this.invites = invites;
        this.clock = clock;
        this.random = random;
    }

    /// A new invite, stored before it is returned.
    ///
    /// @throws IllegalArgumentException when the name cannot be a member's
    public Invite.Open invite(String name, Role role) {
        Instant now = clock.instant();
        forgetExpired(now);
        Invite.Open invite = new Invite.Open(
                new Invite.Guest(InviteId.random(random), name, role, now.plus(Invite.LIFE)),
                InviteToken.random(random),
                0);
        invites.add(invite);
        return invite;
    }

    /// Answers one request. Whatever it changes about the invite is on disk before the answer exists.
    public EnrolmentAnswer answer(EnrolmentRequest request) {
        return invites.decide(request.invite(), invite -> decide(invite, request))
                .orElseGet(() -> new EnrolmentAnswer.Refused(ErrorCode.INVITE_UNKNOWN));
    }

    private InviteFolder.Decision<EnrolmentAnswer> decide(Invite found, EnrolmentRequest request) {
        Instant now = clock.instant();
        Invite invite = aged(found, now);
        if (!(invite instanceof Invite.Open open)) {
            return refuse(invite, invite.refusal().orElseThrow());
        }
        if (!open.token().proves(request)) {
            Invite after = invite.step(new Invite.Event.WrongProof());
            return refuse(after, after.refusal().orElse(ErrorCode.PROOF_WRONG));
        }
        return certify(open, request, now);
    }

    /// The proof is right: what is still wrong is a mistake, not an attempt, and costs nothing.
    private InviteFolder.Decision<EnrolmentAnswer> certify(Invite.Open open, EnrolmentRequest request, Instant now) {
        Optional<CertificateRequest> tls = checked(request.tlsRequest(), CertificatePurpose.TLS);
        Optional<CertificateRequest> signing = checked(request.signingRequest(), CertificatePurpose.SIGNING);
        if (tls.isEmpty()
                || signing.isEmpty()
                // One key for both would undo their separation.
                || tls.get().key().equals(signing.get().key())) {
            return refuse(open, ErrorCode.REQUEST_INVALID);
        }
        Invite.Guest guest = open.guest();
        if (!tls.get().roles().contains(guest.role()) || !signing.get().roles().contains(guest.role())) {
            return refuse(open, ErrorCode.ROLE_NOT_ALLOWED);
        }
        EnrolmentAnswer.Granted granted = new EnrolmentAnswer.Granted(
                authority.certify(tls.get(), guest.name(), guest.role(), now),
                authority.certify(signing.get(), guest.name(), guest.role(), now));
        return new InviteFolder.Decision<>(open.step(new Invite.Event.Accepted(now, granted)), granted);
    }

    private static Optional<CertificateRequest> checked(byte[] der, CertificatePurpose purpose) {
        try {
            return Optional.of(CertificateRequest.check(der)).filter(request -> request.purpose() == purpose);
        } catch (IdentityException e) {
            // What is wrong with it matters to its maker only, and the answer carries no text.
            return Optional.empty();
        }
    }

    private void forgetExpired(Instant now) {
        for (Invite invite : invites.all()) {
            if (!aged(invite, now).equals(invite)) {
                invites.decide(invite.guest().id(), found -> new InviteFolder.Decision<>(aged(found, now), true));
            }
        }
    }

    private static Invite aged(Invite invite, Instant now) {
        return now.isAfter(invite.guest().expires()) ? invite.step(new Invite.Event.TimePassed()) : invite;
    }

    private static InviteFolder.Decision<EnrolmentAnswer> refuse(Invite invite, ErrorCode code) {
        return new InviteFolder.Decision<>(invite, new EnrolmentAnswer.Refused(code));
    }
}
