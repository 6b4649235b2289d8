package org.isopleth.coordinator.main;

import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.JsonException;
import org.isopleth.exchange.WitnessMessage;
import org.isopleth.ledger.KeyCertification;
import org.isopleth.site.SiteId;
import org.isopleth.store.Leadership;
import org.isopleth.store.Store;
import org.isopleth.store.StoreUnavailableException;
import org.isopleth.store.TransactionWork;
import org.isopleth.store.ledger.Cosigning;
import org.isopleth.store.ledger.PublishedLedger;
import org.isopleth.store.ledger.Witnessing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The coordinator's part in witnessing: it cosigns every site's ledger, has its own cosigned by the sites, and
/// passes on what sites say to each other. Thread-safe.
///
/// A site speaks for itself only: whoever names another as the owner of a ledger or a cosignature is not heard.
final class CoordinatorWitness implements Witnessing.Surroundings {
    private static final Logger LOG = LoggerFactory.getLogger(CoordinatorWitness.class);

    private final String own;
    private final Program program;
    private final Witnessing witnessing;

    /// @param store the coordinator's
    /// @param leadership its right to write
    record Writing(Store store, Leadership leadership) {}

    /// The sites' streams.
    interface Line {

        /// Says something to a site, or not if it does not listen.
        void say(SiteId site, byte[] message);

        /// Who listens now.
        Set<SiteId> listening();
    }

    /// What it needs of its program.
    ///
    /// @param onIncident hears that the coordinator's own ledger is not what it was
    record Program(Line line, Writing writing, Consumer<Cosigning.Outcome.Incident> onIncident) {}

    /// @param root SHA-256 of the consortium's root certificate
    CoordinatorWitness(PublishedLedger ledger, Digest root, InstantSource clock, Program program) {
        this.own = ledger.identity().certification().owner();
        this.program = program;
        this.witnessing = new Witnessing(ledger, root, clock, this);
    }

    /// Asks for what is due.
    void tick() {
        witnessing.tick(program.line().listening().stream().map(SiteId::name).toList());
    }

    /// Takes a message that `from` said. What is none, or cannot be stored now, is left: it is said again.
    void take(SiteId from, byte[] bytes) {
        try {
            WitnessMessage message = WitnessMessage.read(bytes);
            if (!speaker(message).equals(from.name())) {
                LOG.warn("site {} spoke about a ledger's head in another's name; it is not heard", from);
            } else if (addressee(message).equals(own)) {
                witnessing.take(message);
            } else {
                program.line().say(new SiteId(addressee(message)), bytes);
            }
        } catch (JsonException | IllegalArgumentException e) {
            LOG.warn("site {} sent what is no message about a ledger's head: {}", from, e.getMessage());
        } catch (StoreUnavailableException e) {
            LOG.warn("a ledger's head cannot be cosigned yet: {}", e.getMessage());
        }
    }

    private static String speaker(WitnessMessage message) {
        return switch (message) {
            case WitnessMessage.Asked asked -> asked.ledger().owner();
            case WitnessMessage.Answered answered -> answered.witness().owner();
        };
    }

    private static String addressee(WitnessMessage message) {
        return switch (message) {
            case WitnessMessage.Asked asked -> asked.witness();
            case WitnessMessage.Answered answered -> answered.ledger();
        };
    }

    /// Who speaks was checked by its certificate when its stream was opened.
    @Override
    public boolean trusts(KeyCertification site) {
        return true;
    }

    @Override
    public <T> T write(TransactionWork<T> work) {
        return program.writing().store().write(program.writing().leadership(), work);
    }

    @Override
    public void say(WitnessMessage message) {
        program.line().say(new SiteId(addressee(message)), message.bytes());
    }

    @Override
    public void stop(Cosigning.Outcome.Incident incident) {
        program.onIncident().accept(incident);
    }
}
