package org.isopleth.coordinator.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.isopleth.exchange.Message;
import org.isopleth.masking.CoordinatorMasking;
import org.isopleth.progress.StudyEvent;
import org.isopleth.site.SiteId;

/// What is stored in one transaction: events of a study, in order, and the messages they cause.
///
/// @param events none when a site is only asked again
/// @param letters what the sites are told
/// @param masking where the open masked round stands after them, when one of them moves it on: to find out, signatures
///     are checked and secrets put together, which is done once
record Change(List<StudyEvent> events, List<Letter> letters, Optional<CoordinatorMasking> masking) {
    Change {
        events = List.copyOf(events);
        letters = List.copyOf(letters);
    }

    Change(List<StudyEvent> events, List<Letter> letters) {
        this(events, letters, Optional.empty());
    }

    /// A message to one site.
    record Letter(SiteId to, Message.ToSite message) {}

    /// The same after another event.
    Change after(StudyEvent event) {
        List<StudyEvent> all = new ArrayList<>();
        all.add(event);
        all.addAll(events);
        return new Change(all, letters, masking);
    }

    /// One event of which nobody is told.
    static Change of(StudyEvent event) {
        return new Change(List.of(event), List.of());
    }

    /// One event, and the same message to several sites.
    static Change of(StudyEvent event, Collection<SiteId> to, Message.ToSite message) {
        return new Change(
                List.of(event),
                to.stream().sorted().map(site -> new Letter(site, message)).toList());
    }
}
