package org.isopleth.coordinator.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.isopleth.coordinator.enrolment.ConsortiumFounding;
import org.isopleth.store.Store;
import org.isopleth.store.StoreInUseException;
import org.isopleth.store.StoreLocation;
import org.isopleth.store.StoreOwner;
import org.isopleth.wire.identity.IdentityFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A coordinator that starts twice, or where it cannot serve, or that fails.
class CoordinatorTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    Path temporary;

    private Path folder = Path.of("");
    private int port;

    @SuppressWarnings("NullAway.Init") // Founded before each test.
    private IdentityFolder identity;

    @BeforeEach
    void found() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        folder = temporary.resolve("coordinator");
        identity = new ConsortiumFounding(RANDOM).found(folder, List.of("localhost"), port, CLOCK.instant());
    }

    private Coordinator start(Path state) {
        CoordinatorConfiguration standard = CoordinatorConfiguration.standard(folder);
        return Coordinator.start(
                folder,
                new CoordinatorConfiguration(
                        standard.listen(), new StoreLocation.Folder(state), standard.largestBlobBytes()),
                CLOCK,
                RANDOM);
    }

    /// How often somebody has led the store in `state`, and once more.
    private long epoch(Path state) {
        StoreOwner owner = new StoreOwner(
                "coordinator", identity.membership().rootFingerprint().hex());
        try (Store store = Store.open(new StoreLocation.Folder(state), owner, CLOCK)) {
            return store.lead("test").epoch();
        }
    }

    @Test
    void a_second_program_in_the_folder_is_refused_wherever_its_store_is() {
        Path elsewhere = temporary.resolve("elsewhere");
        long before = epoch(elsewhere);
        try (Coordinator first = start(folder.resolve("state"))) {
            assertEquals(port, first.address().port());
            StoreInUseException refused = assertThrows(StoreInUseException.class, () -> start(elsewhere));
            assertEquals(folder.toString(), refused.place());
        }
        assertEquals(before + 1, epoch(elsewhere), "the second program led");
        start(elsewhere).close();
    }

    @Test
    void a_port_in_use_stops_the_start_before_it_takes_the_lead() throws IOException {
        Path state = folder.resolve("state");
        long before = epoch(state);
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(port, taken.getLocalPort());
            assertThrows(AddressInUseException.class, () -> start(state));
        }
        assertEquals(before + 1, epoch(state), "the program led");
    }

    @Test
    void what_stops_the_program_is_told_and_a_close_is_no_failure() throws InterruptedException {
        Throwable cause = new IllegalStateException("the disk is full");
        try (Coordinator failing = start(folder.resolve("state"))) {
            failing.fail(cause);
            assertEquals(Optional.of(cause), failing.awaitEnd());
        }
        Coordinator closed = start(folder.resolve("state"));
        closed.close();
        assertEquals(Optional.empty(), closed.awaitEnd());
    }
}
