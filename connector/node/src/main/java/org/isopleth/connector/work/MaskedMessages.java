package org.isopleth.connector.work;

import java.util.List;
import java.util.Optional;
import org.isopleth.connector.gate.Gate;
import org.isopleth.connector.gate.MaskingTaken;
import org.isopleth.connector.study.Answer;
import org.isopleth.connector.study.SiteStudy;
import org.isopleth.connector.study.SiteStudyEvent;
import org.isopleth.exchange.Message;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerOutcome;
import org.isopleth.masking.CoordinatorMessage;
import org.isopleth.masking.MaskingMessageJson;
import org.isopleth.masking.Signed;
import org.isopleth.masking.key.MaskingException;
import org.isopleth.round.RoundId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What messages of masked rounds lead to. Thread-safe.
final class MaskedMessages {
    private static final Logger LOG = LoggerFactory.getLogger(MaskedMessages.class);

    private final Gate gate;

    MaskedMessages(Gate gate) {
        this.gate = gate;
    }

    /// A masked round that was asked before is under way, or its end was said.
    static Effect opened(SiteStudy.Participating taking, Message.MaskedRoundOpened message) {
        RoundId round = message.round();
        boolean open = taking.rounds()
                .open()
                .filter(asked -> asked.round().equals(round))
                .isPresent();
        return switch (taking.rounds().answer(round).orElse(null)) {
            case null ->
                open
                        ? Effect.heardBefore()
                        : Effect.accepted(
                                LedgerEvent.ROUND_RECEIVED,
                                new SiteStudyEvent.MaskedRoundAsked(
                                        round, message.state(), message.deadline(), message.proposal()));
            case Answer.Withheld withheld -> Effect.saidBefore(round, withheld.reason(), withheld.rules());
            case Answer.Released _, Answer.Sent _, Answer.Undelivered _ -> Effect.heardBefore();
        };
    }

    /// A step of the coordinator. One of an attempt that is over here, or never began, has no effect: that was said.
    Effect asked(SiteStudy state, Message.MaskingAsked message) {
        RoundId round = message.round();
        if (!(state instanceof SiteStudy.Participating taking)
                || taking.rounds()
                        .masked()
                        .filter(part -> part.round().equals(round))
                        .isEmpty()) {
            return new Effect(List.of(), LedgerEvent.MASKING_STEP, LedgerOutcome.REFUSED, Optional.empty());
        }
        Signed<? extends CoordinatorMessage> signed;
        try {
            signed = MaskingMessageJson.readOfCoordinator(message.signed());
        } catch (MaskingException e) {
            LOG.warn("round {}: a step of the coordinator cannot be understood", round);
            return new Effect(List.of(), LedgerEvent.MASKING_STEP, LedgerOutcome.FAILED, Optional.empty());
        }
        MaskingTaken taken = gate.hear(taking, round, signed);
        return new Effect(
                taken.events(), LedgerEvent.MASKING_STEP, LedgerOutcome.DONE, Optional.empty(), Optional.of(taken));
    }
}
