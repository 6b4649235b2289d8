package org.isopleth.coordinator.grpc;

import java.util.List;
import org.isopleth.exchange.Greeting;
import org.isopleth.site.SiteId;
import org.isopleth.store.Leadership;
import org.isopleth.store.OutgoingMessage;
import org.isopleth.store.PeerProgress;
import org.isopleth.store.Store;

/// The stored messages to and from each site. Thread-safe.
public final class Mailbox {
    private final Store store;
    private final Leadership leadership;

    public Mailbox(Store store, Leadership leadership) {
        this.store = store;
        this.leadership = leadership;
    }

    /// Messages to `site` after number `after`, at most `limit`, in order.
    List<OutgoingMessage> pending(SiteId site, long after, int limit) {
        return store.pending(site.name(), after, limit);
    }

    /// The number of the last message from `site` whose effect is stored.
    long receivedUpTo(SiteId site) {
        return store.receivedUpTo(site.name());
    }

    /// What a site's greeting says about its memory and ours.
    ///
    /// @param received the number up to which it says it has received
    Greeting greeting(SiteId site, long received) {
        PeerProgress progress = store.progress(site.name());
        return Greeting.of(received, progress.acknowledged(), progress.enqueued());
    }

    /// Forgets messages to `site` up to number `upTo`; false when there never was such a message.
    boolean acknowledged(SiteId site, long upTo) {
        PeerProgress progress = store.progress(site.name());
        if (upTo > progress.enqueued() || upTo < 0) {
            return false;
        }
        if (upTo > progress.acknowledged()) {
            store.write(leadership, transaction -> {
                transaction.acknowledge(site.name(), upTo);
                return true;
            });
        }
        return true;
    }
}
