package org.isopleth.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Server;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.connector.enrolment.EnrolCommand;
import org.isopleth.coordinator.enrolment.ConsortiumAuthority;
import org.isopleth.coordinator.enrolment.EnrolmentDesk;
import org.isopleth.coordinator.enrolment.InitCommand;
import org.isopleth.coordinator.enrolment.InviteCommand;
import org.isopleth.coordinator.enrolment.InviteFolder;
import org.isopleth.coordinator.grpc.EnrolmentEndpoint;
import org.isopleth.coordinator.members.MemberFolder;
import org.isopleth.masking.KeyRenewal;
import org.isopleth.masking.key.SigningKey;
import org.isopleth.site.Role;
import org.isopleth.site.SiteId;
import org.isopleth.wire.ErrorBoundary;
import org.isopleth.wire.WireServer;
import org.isopleth.wire.identity.IdentityFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The three commands of enrolment, as people use them, while the coordinator runs.
class EnrolmentCommandsTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    Path folder;

    private record Ran(int exit, String out, String err) {}

    private static Ran run(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Ran(exit, out.toString(), err.toString());
    }

    private static Ran enrol(List<String> command, String token, Path into, String... more) {
        // What the invite says to run, with the folder in place of DIR.
        List<String> arguments = command.subList(3, command.size() - 1);
        InputStream typed = new ByteArrayInputStream((token + "\n").getBytes(StandardCharsets.UTF_8));
        return run(
                new EnrolCommand(CLOCK, RANDOM, typed),
                Stream.of(arguments.stream(), Stream.of(more), Stream.of(into.toString()))
                        .flatMap(part -> part)
                        .toArray(String[]::new));
    }

    @Test
    void a_hospital_enrols_with_the_command_its_invite_prints() throws Exception {
        String work = folder.resolve("coordinator").toString();
        int port = freePort();
        assertEquals(
                0,
                run(new InitCommand(CLOCK, RANDOM), work, "--port", String.valueOf(port))
                        .exit());
        Server server = serve(Path.of(work), port);
        try {
            Ran invited = run(new InviteCommand(CLOCK, RANDOM), work, "--site", "maastro", "--json");
            Json.Obj invite = CanonicalJson.parse(invited.out().strip()).asObject();
            List<String> command = List.of(invite.text("command").split(" ", -1));
            assertEquals(List.of("isopleth", "connector", "enrol"), command.subList(0, 3));
            Path site = folder.resolve("site");
            Ran enrolled = enrol(command, invite.text("token"), site);
            assertEquals(0, enrolled.exit(), enrolled.err());
            IdentityFolder identity = IdentityFolder.open(site, CLOCK.instant());
            assertEquals("maastro", identity.membership().name());
            assertEquals(Role.SITE, identity.membership().role());
            Ran again = enrol(command, invite.text("token"), folder.resolve("again"));
            assertEquals(2, again.exit());
            assertTrue(again.err().contains("the invite has already been used"), again.err());
            Ran taken = enrol(command, invite.text("token"), site);
            assertEquals(2, taken.exit());
            assertTrue(taken.err().contains("already belongs to the site maastro"), taken.err());
        } finally {
            server.shutdownNow().awaitTermination();
        }
    }

    private static Json.Obj invite(String work, String site) {
        Ran invited = run(new InviteCommand(CLOCK, RANDOM), work, "--site", site, "--json");
        return CanonicalJson.parse(invited.out().strip()).asObject();
    }

    private static Ran enrol(Json.Obj invite, Path into, String... more) {
        return enrol(List.of(invite.text("command").split(" ", -1)), invite.text("token"), into, more);
    }

    private static SigningKey key(IdentityFolder identity) {
        return new SigningKey(
                new Bytes(identity.signing().certificate().getPublicKey().getEncoded()));
    }

    /// The file that comes of it is what the coordinator passes on and what partners take, and nobody else's identity
    /// will do.
    @Test
    void a_hospital_that_enrols_again_certifies_its_new_key_with_the_former_one() throws Exception {
        String work = folder.resolve("coordinator").toString();
        int port = freePort();
        run(new InitCommand(CLOCK, RANDOM), work, "--port", String.valueOf(port));
        Server server = serve(Path.of(work), port);
        try {
            Path site = folder.resolve("site");
            assertEquals(0, enrol(invite(work, "maastro"), site).exit());
            IdentityFolder former = IdentityFolder.open(site, CLOCK.instant());
            Path aside = Files.move(site.resolve("identity"), site.resolve("identity-until-now"));
            Ran again = enrol(invite(work, "maastro"), site, "--former", aside.toString());
            assertEquals(0, again.exit(), again.err());
            IdentityFolder next = IdentityFolder.open(site, CLOCK.instant());
            Path file = site.resolve("maastro.renewal.json");
            assertTrue(again.out().contains(file.toString()), again.out());

            MemberFolder members =
                    new MemberFolder(Path.of(work), IdentityFolder.open(Path.of(work), CLOCK.instant()), CLOCK, RANDOM);
            SiteId maastro = new SiteId("maastro");
            assertEquals(Optional.empty(), members.renewal(maastro));
            Files.copy(file, Path.of(work, "members", "maastro.renewal.json"), StandardCopyOption.COPY_ATTRIBUTES);
            KeyRenewal renewal = members.renewal(maastro).orElseThrow();
            assertEquals(key(next), renewal.renewed());
            assertEquals(
                    Optional.empty(),
                    renewal.problem(
                            maastro,
                            Map.of(maastro, key(former).fingerprint()),
                            next.membership().rootFingerprint().hex(),
                            CLOCK.instant()));
            // Passed on, it would make every partner refuse the round.
            Path kept = Path.of(work, "members", "maastro.renewal.json");
            String forged = Files.readString(kept)
                    .replace(
                            renewal.until().toString(),
                            renewal.until().minusSeconds(1).toString());
            Files.writeString(kept, forged);
            assertEquals(Optional.empty(), members.renewal(maastro));
            MemberFolder later = new MemberFolder(
                    Path.of(work), IdentityFolder.open(Path.of(work), CLOCK.instant()), () -> renewal.until(), RANDOM);
            Files.copy(file, kept, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            assertEquals(renewal, members.renewal(maastro).orElseThrow());
            assertEquals(Optional.empty(), later.renewal(maastro));

            Path other = folder.resolve("other");
            Ran stranger = enrol(invite(work, "other"), other, "--former", aside.toString());
            assertEquals(2, stranger.exit());
            assertTrue(stranger.err().contains("not of this site"), stranger.err());
            assertFalse(Files.exists(other.resolve("other.renewal.json")));
        } finally {
            server.shutdownNow().awaitTermination();
        }
    }

    private static Server serve(Path work, int port) throws IOException {
        ConsortiumAuthority authority = ConsortiumAuthority.open(work, CLOCK.instant(), RANDOM);
        EnrolmentDesk desk = new EnrolmentDesk(authority, new InviteFolder(work, RANDOM), CLOCK, RANDOM);
        ErrorBoundary boundary = new ErrorBoundary(
                (reference, method, cause) -> {
                    throw new AssertionError(method, cause);
                },
                RANDOM);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return WireServer.builder(address, authority.identity(), CLOCK, boundary)
                .addService(new EnrolmentEndpoint(desk::answer))
                .build()
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
