package org.isopleth.masking;

import java.util.EnumMap;
import java.util.Map;
import org.isopleth.masking.SiteOutput.Heard;
import org.isopleth.site.SiteId;

/// What stays the same through a site's attempt, and what the coordinator has said. Immutable, thread-safe.
///
/// @param heard the message accepted at each step
record SiteCourse(SitePosition position, Proposal proposal, Map<Step, Heard> heard) {
    SiteCourse {
        heard = Map.copyOf(heard);
    }

    SiteCourse hearing(Signed<?> signed) {
        Map<Step, Heard> more = new EnumMap<>(Step.class);
        more.putAll(heard);
        more.put(signed.message().step(), heard(signed));
        return new SiteCourse(position, proposal, more);
    }

    static Heard heard(Signed<?> signed) {
        return new Heard(signed.context(), signed.message().payload(), signed.signature());
    }

    SiteId own() {
        return position.own();
    }

    MaskingFloors floors() {
        return position.floors();
    }
}
