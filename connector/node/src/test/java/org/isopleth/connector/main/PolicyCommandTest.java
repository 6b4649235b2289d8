package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Optional;
import org.isopleth.disclosure.Profile;
import org.isopleth.ontology.document.DocumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A policy that is looser than strict holds with a data protection officer's signature and not without.
class PolicyCommandTest {
    private static final String LOOSER = "policy: 1\nprofile: federation\n";

    @TempDir
    Path folder;

    private String said = "";

    @Test
    void a_strict_policy_needs_nobody() throws Exception {
        policy("policy: 1\nminimum-cell: 12\n");
        assertEquals(0, execute("policy", "check", folder.toString()), said);
        assertTrue(said.contains("profile  strict"), said);
        assertTrue(said.contains("cells of 0 or at least 12"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed25519", "EC"})
    void a_looser_policy_holds_when_it_is_signed(String algorithm) throws Exception {
        policy(LOOSER);
        refused("say in connector.yaml whose");
        String fingerprint = sign(keys(algorithm), "officer");
        refused("say in connector.yaml whose");
        settings(fingerprint);
        assertEquals(0, execute("policy", "check", folder.toString()), said);
        assertTrue(said.contains("by the data protection officer: it holds"), said);
        assertEquals(
                Profile.FEDERATION.policy(),
                ConnectorConfiguration.read(folder).policy().limits());
    }

    @Test
    void comments_may_change_and_no_limit_may() throws Exception {
        policy(LOOSER);
        settings(sign(keys("Ed25519"), "officer"));
        policy(LOOSER + "# as agreed in May\n");
        ConnectorConfiguration.read(folder);
        policy(LOOSER + "minimum-cell: 6\n");
        refused("was changed after it was signed");
        policy("policy: 1\nprofile: datashield\n");
        refused("was changed after it was signed");
    }

    @Test
    void nobody_else_can_sign() throws Exception {
        policy(LOOSER);
        String officer = sign(keys("Ed25519"), "officer");
        sign(keys("Ed25519"), "other");
        settings(officer);
        refused("is signed by another key than connector.yaml names");
    }

    @Test
    void a_signature_that_is_missing_or_damaged_is_told() throws Exception {
        policy(LOOSER);
        settings(sign(keys("Ed25519"), "officer"));
        Path approval = folder.resolve("policy.yaml.approval");
        byte[] whole = Files.readAllBytes(approval);
        Files.delete(approval);
        refused("policy.yaml.approval is missing");
        for (String damaged : new String[] {"", "{}", "{\"approval\":1,\"key\":\"AA==\",\"signature\":\"AA==\"}"}) {
            Files.writeString(approval, damaged);
            refused("policy.yaml.approval holds no signature");
        }
        Files.write(approval, new byte[1 << 20]);
        refused("policy.yaml.approval holds no signature");
        Files.write(approval, whole);
        ConnectorConfiguration.read(folder);
    }

    @Test
    void keys_that_are_none_are_one_line() throws Exception {
        Path policy = policy(LOOSER);
        KeyPair keys = keys("Ed25519");
        Path secret = pem("a.key", "PRIVATE KEY", keys.getPrivate().getEncoded());
        Path other = pem("b.pub", "PUBLIC KEY", keys("Ed25519").getPublic().getEncoded());
        for (Path key : new Path[] {other, policy, folder.resolve("absent")}) {
            assertEquals(2, sign(secret, key), said);
            assertEquals(1, said.lines().count(), said);
            assertTrue(said.startsWith("isopleth: error: "), said);
        }
        KeyPairGenerator large = KeyPairGenerator.getInstance("EC");
        large.initialize(new ECGenParameterSpec("secp384r1"));
        KeyPair p384 = large.generateKeyPair();
        assertEquals(
                2,
                sign(
                        pem("c.key", "PRIVATE KEY", p384.getPrivate().getEncoded()),
                        pem("c.pub", "PUBLIC KEY", p384.getPublic().getEncoded())),
                said);
    }

    @Test
    void a_connector_with_such_a_policy_does_not_start() throws Exception {
        policy(LOOSER);
        assertEquals(2, execute("run", folder.toString()));
        assertTrue(said.contains("profile federation is looser than strict and needs"), said);
        assertEquals(1, said.lines().count(), said);
    }

    /// A privacy budget that is looser than usual needs a signature as well: what was signed, the settings hold.
    @Test
    void a_signature_is_held_for_what_else_needs_one_as_long_as_it_covers_the_policy() throws Exception {
        policy("policy: 1\n");
        settings(sign(keys("Ed25519"), "officer"));
        assertTrue(ConnectorConfiguration.read(folder).approval().isPresent());
        policy("policy: 1\nminimum-cell: 12\n");
        assertEquals(Optional.empty(), ConnectorConfiguration.read(folder).approval());
    }

    private void refused(String why) {
        DocumentException refused = assertThrows(DocumentException.class, () -> ConnectorConfiguration.read(folder));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
        assertEquals(1, refused.problems().size());
    }

    private Path policy(String text) throws IOException {
        return Files.writeString(folder.resolve("policy.yaml"), text);
    }

    private void settings(String fingerprint) throws IOException {
        Files.writeString(
                folder.resolve("connector.yaml"), "connector: 1\ndata-protection-officer: " + fingerprint + "\n");
    }

    /// The fingerprint that the command prints.
    private String sign(KeyPair keys, String name) throws IOException {
        int code = sign(
                pem(name + ".key", "PRIVATE KEY", keys.getPrivate().getEncoded()),
                pem(name + ".pub", "PUBLIC KEY", keys.getPublic().getEncoded()));
        assertEquals(0, code, said);
        return said.lines()
                .filter(line -> line.contains("data-protection-officer: "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }

    private int sign(Path secret, Path open) {
        return execute(
                "policy",
                "sign",
                folder.resolve("policy.yaml").toString(),
                "--key",
                secret.toString(),
                "--public-key",
                open.toString());
    }

    private static KeyPair keys(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("EC")) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        }
        return generator.generateKeyPair();
    }

    private Path pem(String name, String label, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
    }

    private int execute(String... arguments) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        int code = ConnectorMain.commands().setOut(writer).setErr(writer).execute(arguments);
        said = out.toString();
        return code;
    }
}
