package org.isopleth.connector.gate;

import java.util.List;
import org.isopleth.connector.study.SiteStudyEvent;
import org.isopleth.exchange.Message;
import org.isopleth.ledger.Occurrence;

/// What a step of a masked round leads to, to be stored together. Only the gate can make one. Immutable,
/// thread-safe.
public final class MaskingTaken {
    private final List<SiteStudyEvent> events;
    private final List<Occurrence> entries;
    private final List<Message.MaskingAnswered> messages;

    MaskingTaken(List<SiteStudyEvent> events, List<Occurrence> entries, List<Message.MaskingAnswered> messages) {
        this.events = List.copyOf(events);
        this.entries = List.copyOf(entries);
        this.messages = List.copyOf(messages);
    }

    /// What happened to the study, in order; nothing, when the step was taken before.
    public List<SiteStudyEvent> events() {
        return events;
    }

    List<Occurrence> entries() {
        return entries;
    }

    List<Message.MaskingAnswered> messages() {
        return messages;
    }
}
