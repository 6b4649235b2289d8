package org.isopleth.masking.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// C2SP Wycheproof against the very functions the protocol calls. Beside each file the number of vectors
/// that concern us, so that an empty run cannot pass.
class WycheproofTest {

    private record Vector(Json.Obj group, Json.Obj json) {
        byte[] bytes(String name) {
            return HexFormat.of().parseHex(json.text(name));
        }

        boolean valid() {
            return json.text("result").equals("valid");
        }

        String name() {
            return "vector " + json.integer("tcId") + ": " + json.text("comment");
        }
    }

    private static List<Vector> vectors(String name, Predicate<Json.Obj> group) {
        Path file = Path.of(System.getProperty("isopleth.root", "."))
                .resolve("../shared/data/trust/wycheproof")
                .resolve(name + "_test.json");
        Assumptions.assumeTrue(
                Files.exists(file), "../shared is absent: the Wycheproof vectors of " + name + " were skipped");
        try {
            return CanonicalJson.parse(Files.readAllBytes(file)).asObject().list("testGroups").stream()
                    .map(Json::asObject)
                    .filter(group)
                    .flatMap(g -> tests(g))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Vector> tests(Json.Obj group) {
        return group.list("tests").stream().map(test -> new Vector(group, test.asObject()));
    }

    @Test
    void agreement_gives_the_shared_x_and_refuses_every_other_point() {
        int agreed = 0;
        int refused = 0;
        for (Vector vector : vectors("ecdh_secp256r1", _ -> true)) {
            Bytes secret = new Bytes(P256.bytes32(new BigInteger(1, vector.bytes("private"))));
            Optional<byte[]> shared = shared(secret, vector.bytes("public"));
            if (shared.isPresent()) {
                assertFalse(vector.json.text("result").equals("invalid"), vector.name());
                assertArrayEquals(vector.bytes("shared"), shared.get(), vector.name());
                CurvePoint point = SigningKey.point(new Bytes(vector.bytes("public")));
                assertArrayEquals(
                        vector.bytes("shared"),
                        new PointMultiples(point).sharedX(List.of(secret)).getFirst(),
                        vector.name());
                agreed++;
            } else {
                // We take uncompressed points of the named curve alone: compressed and explicit forms,
                // which the file calls acceptable or, if compressed, valid, are refused too.
                assertFalse(vector.valid() && vector.bytes("public").length == 91, vector.name());
                refused++;
            }
        }
        assertEquals(612, agreed + refused);
        assertTrue(agreed > 300 && refused > 20, agreed + " agreed, " + refused + " refused");
    }

    private static Optional<byte[]> shared(Bytes secret, byte[] info) {
        try {
            CurvePoint point = SigningKey.point(new Bytes(info));
            AgreementKey own = new AgreementKey(secret, point);
            return Optional.of(own.sharedX(point));
        } catch (MaskingException e) {
            return Optional.empty();
        }
    }

    @Test
    void hkdf_gives_the_published_keys() {
        int seen = 0;
        for (Vector vector : vectors("hkdf_sha256", _ -> true)) {
            int size = vector.json.count("size");
            if (!vector.valid()) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Hkdf.derive(vector.bytes("ikm"), vector.bytes("salt"), vector.bytes("info"), size),
                        vector.name());
            } else {
                assertArrayEquals(
                        vector.bytes("okm"),
                        Hkdf.derive(vector.bytes("ikm"), vector.bytes("salt"), vector.bytes("info"), size),
                        vector.name());
            }
            seen++;
        }
        assertEquals(86, seen);
    }

    /// HKDF's first half is one HMAC, keyed with the salt (RFC 5869, section 2.2).
    @Test
    void the_hmac_inside_hkdf_is_the_published_one() throws GeneralSecurityException {
        int seen = 0;
        for (Vector vector : vectors("hmac_sha256", _ -> true)) {
            byte[] mac = KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addSalt(vector.bytes("key"))
                            .addIKM(vector.bytes("msg"))
                            .extractOnly());
            byte[] tag = vector.bytes("tag");
            assertEquals(vector.valid(), Arrays.equals(tag, Arrays.copyOf(mac, tag.length)), vector.name());
            seen++;
        }
        assertEquals(174, seen);
    }

    @Test
    void boxes_open_to_the_published_messages_and_only_those() {
        int seen = 0;
        Predicate<Json.Obj> ours =
                group -> group.count("keySize") == 256 && group.count("ivSize") == 96 && group.count("tagSize") == 128;
        for (Vector vector : vectors("aes_gcm", ours)) {
            Bytes box = new Bytes(LengthPrefixed.joined(vector.bytes("iv"), vector.bytes("ct"), vector.bytes("tag")));
            Optional<byte[]> opened = ShareBox.open(vector.bytes("key"), vector.bytes("aad"), box);
            assertEquals(vector.valid(), opened.isPresent(), vector.name());
            if (vector.valid()) {
                assertArrayEquals(vector.bytes("msg"), opened.get(), vector.name());
                assertEquals(
                        box,
                        ShareBox.seal(
                                vector.bytes("key"), vector.bytes("iv"), vector.bytes("aad"), vector.bytes("msg")));
            }
            seen++;
        }
        assertTrue(seen > 50, "only " + seen + " vectors were seen");
    }

    @Test
    void signatures_verify_exactly_when_the_vectors_say_so() {
        int seen = 0;
        for (Vector vector : vectors("ecdsa_secp256r1_sha256", _ -> true)) {
            SigningKey key = new SigningKey(new Bytes(HexFormat.of().parseHex(vector.group.text("publicKeyDer"))));
            assertEquals(
                    vector.valid(), key.signed(vector.bytes("msg"), new Bytes(vector.bytes("sig"))), vector.name());
            seen++;
        }
        assertEquals(484, seen);
    }
}
