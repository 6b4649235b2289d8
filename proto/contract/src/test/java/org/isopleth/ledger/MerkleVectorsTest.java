package org.isopleth.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.junit.jupiter.api.Test;

/// The proof vectors of transparency-dev/merkle, happy and corrupted in 98 ways each.
class MerkleVectorsTest {

    @Test
    void every_inclusion_vector_is_judged_as_published() {
        check("inclusion", MerkleVectorsTest::inclusion, 4);
    }

    @Test
    void every_consistency_vector_is_judged_as_published() {
        check("consistency", MerkleVectorsTest::consistency, 6);
    }

    private static void check(String kind, Function<Json.Obj, Boolean> judge, int happyAtLeast) {
        List<String> wrong = new ArrayList<>();
        int happy = 0;
        List<Path> vectors = TrustData.files(TrustData.folder("merkle/testdata/" + kind));
        for (Path file : vectors) {
            Json.Obj vector = CanonicalJson.parse(TrustData.bytes(file)).asObject();
            boolean expected = !vector.flag("wantErr");
            happy += expected ? 1 : 0;
            if (judge.apply(vector) != expected) {
                wrong.add(file + ": " + vector.text("desc"));
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(98, vectors.size());
        assertTrue(happy >= happyAtLeast, "happy vectors: " + happy);
    }

    private static boolean inclusion(Json.Obj vector) {
        InclusionProof proof = new InclusionProof(number(vector, "leafIdx"), number(vector, "treeSize"), path(vector));
        Optional<Digest> leaf = digest(vector.get("leafHash"));
        Optional<Digest> root = digest(vector.get("root"));
        return leaf.isPresent() && root.isPresent() && proof.proves(leaf.get(), root.get());
    }

    private static boolean consistency(Json.Obj vector) {
        ConsistencyProof proof = new ConsistencyProof(number(vector, "size1"), number(vector, "size2"), path(vector));
        return proof.proves(hash(vector.get("root1")), hash(vector.get("root2")));
    }

    private static List<Digest> path(Json.Obj vector) {
        if (vector.get("proof") instanceof Json.Null) {
            return List.of();
        }
        return vector.list("proof").stream().map(MerkleVectorsTest::hash).toList();
    }

    /// Garbage of another length than a hash cannot be said with our types; the hash of it can.
    private static Digest hash(Json base64) {
        return digest(base64).orElseGet(() -> Digest.of(base64.asText()));
    }

    private static Optional<Digest> digest(Json base64) {
        byte[] bytes = Base64.getDecoder().decode(base64.asText());
        return bytes.length == Digest.BYTES ? Optional.of(Digest.ofHash(bytes)) : Optional.empty();
    }

    /// The vectors count in unsigned 64 bits: 2^64 - 1 is -1 in ours.
    private static long number(Json.Obj vector, String name) {
        double value = vector.number(name);
        return value >= 0x1p63 ? -1 : vector.integer(name);
    }
}
