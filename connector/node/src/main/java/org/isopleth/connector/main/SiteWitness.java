package org.isopleth.connector.main;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.JsonException;
import org.isopleth.connector.study.Agreement;
import org.isopleth.connector.study.SiteStudies;
import org.isopleth.exchange.WitnessMessage;
import org.isopleth.ledger.KeyCertification;
import org.isopleth.site.KeyFingerprint;
import org.isopleth.site.SiteId;
import org.isopleth.store.StoreUnavailableException;
import org.isopleth.store.TransactionWork;
import org.isopleth.store.ledger.Cosigning;
import org.isopleth.store.ledger.PublishedLedger;
import org.isopleth.store.ledger.Witnessing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This site's part in witnessing: its ledger is cosigned by the coordinator and by the sites it shares studies
/// with, and it cosigns theirs. Keys count only as its permits pin them, because the coordinator runs the authority
/// that certifies keys. Thread-safe.
final class SiteWitness implements Witnessing.Surroundings {
    private static final Logger LOG = LoggerFactory.getLogger(SiteWitness.class);
    private static final String COORDINATOR = SiteStudies.COORDINATOR;

    private final SiteId site;
    private final SiteStudies studies;
    private final Consumer<Cosigning.Outcome.Incident> onIncident;
    private final Witnessing witnessing;
    private volatile Consumer<byte[]> line = _ -> {};
    /// By program, the keys that permits of this site pin; those of studies that are over count until the program
    /// ends.
    private final Map<String, Set<KeyFingerprint>> pinned = new HashMap<>();

    /// @param onIncident hears that nothing may leave any more
    SiteWitness(
            SiteId site,
            SiteStudies studies,
            Own own,
            InstantSource clock,
            Consumer<Cosigning.Outcome.Incident> onIncident) {
        this.site = site;
        this.studies = studies;
        this.onIncident = onIncident;
        this.witnessing = new Witnessing(own.ledger(), own.root(), clock, this);
    }

    /// What is cosigned, and under which root.
    ///
    /// @param root SHA-256 of the consortium's root certificate
    record Own(PublishedLedger ledger, Digest root) {}

    /// Says what is to be said through this from now on.
    void speakThrough(Consumer<byte[]> connection) {
        line = connection;
    }

    /// Asks for what is due.
    void tick() {
        Set<String> witnesses = new TreeSet<>(pinned().keySet());
        witnesses.add(COORDINATOR);
        witnesses.remove(site.name());
        witnessing.tick(witnesses);
    }

    /// Takes a message from the coordinator. What is none, or cannot be stored now, is left: it is said again.
    void take(byte[] message) {
        try {
            witnessing.take(WitnessMessage.read(message));
        } catch (JsonException e) {
            LOG.warn("a message about a ledger's head is left: {}", e.getMessage());
        } catch (StoreUnavailableException e) {
            LOG.warn("a ledger's head cannot be cosigned yet: {}", e.getMessage());
        }
    }

    private synchronized Map<String, Set<KeyFingerprint>> pinned() {
        studies.open().values().stream()
                .flatMap(study -> study.decided().stream())
                .map(Agreement::permit)
                .filter(permit -> permit.granted())
                .forEach(permit -> {
                    pin(COORDINATOR, permit.coordinator());
                    permit.partners().forEach((partner, key) -> pin(partner.name(), key));
                });
        return Map.copyOf(pinned);
    }

    private void pin(String program, KeyFingerprint key) {
        pinned.computeIfAbsent(program, _ -> new HashSet<>()).add(key);
    }

    @Override
    public boolean trusts(KeyCertification program) {
        Optional<KeyFingerprint> key = program.ownerKey().map(KeyFingerprint::of);
        Set<KeyFingerprint> known = pinned().get(program.owner());
        if (known == null) {
            // Before the first permit the coordinator is whom the root certifies as such.
            return program.owner().equals(COORDINATOR);
        }
        return key.filter(known::contains).isPresent();
    }

    @Override
    public <T> T write(TransactionWork<T> work) {
        return studies.write(work);
    }

    @Override
    public void say(WitnessMessage message) {
        line.accept(message.bytes());
    }

    @Override
    public void stop(Cosigning.Outcome.Incident incident) {
        onIncident.accept(incident);
    }
}
