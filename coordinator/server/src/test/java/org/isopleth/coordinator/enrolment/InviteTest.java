package org.isopleth.coordinator.enrolment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.site.Role;
import org.isopleth.wire.enrolment.EnrolmentAnswer;
import org.isopleth.wire.enrolment.InviteId;
import org.isopleth.wire.enrolment.InviteToken;
import org.isopleth.wire.identity.IdentityException;
import org.junit.jupiter.api.Test;

class InviteTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Invite.Event ACCEPTED =
            new Invite.Event.Accepted(NOW, new EnrolmentAnswer.Granted(List.of(), List.of()));
    private static final List<Invite.Event> EVENTS =
            List.of(new Invite.Event.WrongProof(), ACCEPTED, new Invite.Event.TimePassed());

    private final Invite.Guest guest = new Invite.Guest(InviteId.random(RANDOM), "maastro", Role.SITE, NOW);
    private final Invite.Open open = new Invite.Open(guest, InviteToken.random(RANDOM), 0);

    @Test
    void an_open_invite_ends_used_burnt_or_expired() {
        assertEquals(Optional.empty(), open.refusal());
        assertEquals(Optional.of(ErrorCode.INVITE_USED), open.step(ACCEPTED).refusal());
        assertEquals(
                Optional.of(ErrorCode.INVITE_EXPIRED),
                open.step(new Invite.Event.TimePassed()).refusal());
        Invite invite = open;
        for (int i = 1; i <= Invite.MAX_WRONG_PROOFS; i++) {
            assertInstanceOf(Invite.Open.class, invite);
            invite = invite.step(new Invite.Event.WrongProof());
        }
        assertEquals(new Invite.Burnt(guest), invite);
    }

    @Test
    void an_ended_invite_stays_as_it_is_whatever_comes() {
        for (Invite ended :
                List.of(open.step(ACCEPTED), new Invite.Burnt(guest), open.step(new Invite.Event.TimePassed()))) {
            EVENTS.forEach(event -> assertEquals(ended, ended.step(event)));
        }
    }

    @Test
    void every_state_is_read_as_it_was_written_and_only_an_open_one_keeps_the_token() {
        for (Invite invite : List.of(open.step(ACCEPTED), new Invite.Burnt(guest), new Invite.Expired(guest))) {
            byte[] json = InviteJson.write(invite);
            assertEquals(invite, InviteJson.read(json));
            assertFalse(new String(json, StandardCharsets.UTF_8).contains("token"));
        }
        Invite.Open read = assertInstanceOf(
                Invite.Open.class, InviteJson.read(InviteJson.write(open.step(new Invite.Event.WrongProof()))));
        assertEquals(open.token().text(), read.token().text());
        assertEquals(1, read.wrongProofs());
        assertEquals(guest, read.guest());
    }

    @Test
    void a_damaged_file_is_refused_and_nothing_else_happens() {
        byte[] json = InviteJson.write(open);
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = json.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(128);
            try {
                InviteJson.read(damaged);
            } catch (IdentityException e) {
                assertEquals(IdentityException.Problem.MALFORMED, e.problem());
            }
        }
    }

    @Test
    void names_that_cannot_be_a_members_and_second_coordinators_are_refused() {
        for (String name : List.of("", "Maastro", "a b", "../x", "-a", "a".repeat(41))) {
            assertThrows(
                    IllegalArgumentException.class, () -> new Invite.Guest(guest.id(), name, Role.SITE, NOW), name);
        }
        assertThrows(
                IllegalArgumentException.class, () -> new Invite.Guest(guest.id(), "second", Role.COORDINATOR, NOW));
    }
}
