package org.isopleth.connector.work;

import java.util.List;
import java.util.Optional;
import org.isopleth.connector.gate.MaskingTaken;
import org.isopleth.connector.study.SiteStudyEvent;
import org.isopleth.exchange.Message;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerOutcome;
import org.isopleth.round.RoundId;

/// What a message leads to. Immutable, thread-safe.
///
/// @param events in order, often none
/// @param event what the ledger calls it
/// @param outcome whether it was accepted
/// @param reply what is said at once
/// @param step what a step of a masked round leads to, its events among `events`
record Effect(
        List<SiteStudyEvent> events,
        LedgerEvent event,
        LedgerOutcome outcome,
        Optional<Message.ToCoordinator> reply,
        Optional<MaskingTaken> step) {

    Effect(
            List<SiteStudyEvent> events,
            LedgerEvent event,
            LedgerOutcome outcome,
            Optional<Message.ToCoordinator> reply) {
        this(events, event, outcome, reply, Optional.empty());
    }

    /// It changes the study, and nothing is said.
    static Effect accepted(LedgerEvent event, SiteStudyEvent change) {
        return new Effect(List.of(change), event, LedgerOutcome.DONE, Optional.empty());
    }

    /// It changes nothing, because it may not.
    static Effect refused(LedgerEvent event, Optional<Message.ToCoordinator> reply) {
        return new Effect(List.of(), event, LedgerOutcome.REFUSED, reply);
    }

    /// A round that came before and is being answered.
    static Effect heardBefore() {
        return new Effect(List.of(), LedgerEvent.ROUND_RECEIVED, LedgerOutcome.DONE, Optional.empty());
    }

    /// A round that came before and to which nothing was contributed: it is said again.
    static Effect saidBefore(RoundId round, String reason, List<String> rules) {
        return new Effect(
                List.of(),
                LedgerEvent.ROUND_RECEIVED,
                LedgerOutcome.DONE,
                Optional.of(new Message.Withheld(round, reason, rules)));
    }
}
