package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.budget.NoiseKey;
import org.isopleth.connector.budget.SiteBudgets;
import org.isopleth.connector.budget.SiteNoise;
import org.isopleth.connector.gate.Gate;
import org.isopleth.connector.gate.MaskingIdentity;
import org.isopleth.connector.gate.SitePrivacy;
import org.isopleth.connector.secret.SiteSecret;
import org.isopleth.connector.study.MaskingVault;
import org.isopleth.connector.study.SiteStudies;
import org.isopleth.connector.work.Inbox;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.exchange.Arrival;
import org.isopleth.masking.MaskingFloors;
import org.isopleth.site.SiteId;
import org.isopleth.store.EpochFencedException;
import org.isopleth.store.Leadership;
import org.isopleth.store.Store;
import org.isopleth.store.StoreLocation;
import org.isopleth.store.StoreOwner;
import org.isopleth.store.blob.BlobFolder;
import org.isopleth.store.ledger.LedgerBook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A connector whose state another one has taken over writes nothing more, and stops.
class FencedConnectorTest {
    private static final byte[] NONSENSE = "{}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void a_connector_that_was_replaced_hears_of_it_at_its_next_write() {
        try (Store store = Store.open(
                new StoreLocation.Folder(folder.resolve("store")),
                new StoreOwner("connector", "test/aurora"),
                InstantSource.system())) {
            List<RuntimeException> heard = new ArrayList<>();
            StoredCorrespondence first = correspondence(store, heard);
            assertEquals(Arrival.NEXT, first.receive(1, "ended/1", NONSENSE));
            assertEquals(Arrival.DUPLICATE, first.receive(1, "ended/1", NONSENSE));
            assertEquals(Arrival.GAP, first.receive(3, "ended/1", NONSENSE));
            assertTrue(first.acknowledged(0));
            assertFalse(first.acknowledged(1), "nothing was ever sent");

            StoredCorrespondence second = correspondence(store, heard);
            assertThrows(EpochFencedException.class, () -> first.receive(2, "ended/1", NONSENSE));
            assertEquals(1, heard.size());
            assertEquals(Arrival.NEXT, second.receive(2, "ended/1", NONSENSE));
        }
    }

    private StoredCorrespondence correspondence(Store store, List<RuntimeException> heard) {
        SiteSecret secret = SiteSecret.openOrCreate(folder.resolve("secret"), TestConsortium.RANDOM);
        Leadership leadership = store.lead("connector/test");
        SiteStudies studies = new SiteStudies(store, leadership, new MaskingVault(secret, TestConsortium.RANDOM));
        LedgerBook ledger = new LedgerBook(store, "site", "aurora", InstantSource.system());
        SitePrivacy privacy =
                new SitePrivacy(new SiteId("aurora"), SitePolicy.FLOORS, MaskingFloors.DEFAULT, Digest.of("policy"));
        Gate gate = new Gate(
                studies,
                ledger,
                BlobFolder.open(folder.resolve("blobs"), 1 << 20),
                privacy,
                new MaskingIdentity("test", UnaryOperator.identity(), TestConsortium.RANDOM, InstantSource.system()),
                List.of(),
                new SiteNoise(
                        new SiteBudgets(store, leadership, InstantSource.system()),
                        new NoiseKey(secret),
                        Optional.empty()));
        return new StoredCorrespondence(studies, new Inbox(studies, gate, ledger), heard::add);
    }
}
