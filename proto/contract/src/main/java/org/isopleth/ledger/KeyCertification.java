package org.isopleth.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;

/// The content of `key.json`: whose ledger this is, which key signs its checkpoints, and the owner's
/// word for it, given with the signing key of the owner's certificate. Immutable, thread-safe; it
/// claims, [CertificationCheck] decides.
///
/// @param owner the owner's name, as its certificate's URI `urn:isopleth:<role>:<owner>:signing` has it
/// @param key the key that signs the ledger's checkpoints
/// @param signature ECDSA P-256 with SHA-256 over [#signedBytes], DER, in base64
/// @param chain certificates as DER in base64: the owner's first, the self-signed root last
public record KeyCertification(String owner, VerifierKey key, String signature, List<String> chain) {
    /// Where it lies in a ledger directory.
    public static final String PATH = "key.json";
    /// The kind of document under which the owner signs, so that no other signature of the owner's can
    /// stand in for this one.
    public static final String LABEL = "isopleth/ledger-key/v1";

    /// Where the certifications of those who cosigned lie in a ledger directory.
    public static final String WITNESSES = "witnesses/";

    private static final Set<String> MEMBERS = Set.of("owner", "vkey", "certification", "chain");

    public KeyCertification {
        LedgerWord.require("an owner's name", owner);
        StrictBase64.decode(signature);
        chain.forEach(StrictBase64::decode);
        chain = List.copyOf(chain);
    }

    /// Signs with the owner's key.
    public interface Certifier {

        /// The DER form of an ECDSA P-256 SHA-256 signature over the length of `label` as one byte, then
        /// `label`, then `document`: the way every document of this project is signed.
        byte[] sign(String label, byte[] document);
    }

    /// Where the certification of a witness's key lies in the directory of a ledger that it cosigned.
    public static String witnessPath(CosignerKey witness) {
        return WITNESSES + witness.key().publicKeyHex() + ".json";
    }

    /// Makes the certification of `key`.
    ///
    /// @param chain DER certificates, the owner's signing certificate first, the root last
    /// @param certifier signs with the key of the first certificate
    public static KeyCertification make(String owner, VerifierKey key, List<byte[]> chain, Certifier certifier) {
        List<String> encoded = chain.stream().map(StrictBase64::encode).toList();
        String signature = StrictBase64.encode(certifier.sign(LABEL, document(owner, key, encoded)));
        return new KeyCertification(owner, key, signature, encoded);
    }

    /// Reads `key.json`.
    ///
    /// @throws LedgerFormatException when it is not canonical or not a certification
    public static KeyCertification parse(byte[] bytes) {
        try {
            Json.Obj in = CanonicalJson.parseCanonical(bytes).asObject();
            if (!MEMBERS.equals(in.members().keySet())) {
                throw new LedgerFormatException("the members are owner, vkey, certification and chain");
            }
            return new KeyCertification(
                    in.text("owner"),
                    VerifierKey.parse(in.text("vkey")),
                    in.text("certification"),
                    in.get("chain").asTexts());
        } catch (JsonException e) {
            throw new LedgerFormatException("not the canonical JSON of a key: " + e.getMessage());
        }
    }

    /// The owner's public signing key with which it was given (SubjectPublicKeyInfo, DER), for those who pinned
    /// that; empty when there is no such certificate.
    public Optional<byte[]> ownerKey() {
        return CertificationCheck.firstKey(chain);
    }

    /// What is wrong with it, in words; empty when the key belongs to the owner it names. No clock is asked, see
    /// [CertificationCheck].
    ///
    /// @param rootFingerprint SHA-256 of the consortium's root certificate, if the reader knows it
    public List<String> problems(Optional<Digest> rootFingerprint) {
        return CertificationCheck.of(this, rootFingerprint).problems();
    }

    /// What the owner's signature covers: the label after its length, then the canonical JSON of owner,
    /// verifier key and the SHA-256 digests of the chain.
    public byte[] signedBytes() {
        byte[] label = LABEL.getBytes(StandardCharsets.US_ASCII);
        byte[] document = document(owner, key, chain);
        return ByteBuffer.allocate(1 + label.length + document.length)
                .put((byte) label.length)
                .put(label)
                .put(document)
                .array();
    }

    /// The canonical bytes of `key.json`.
    public byte[] bytes() {
        return CanonicalJson.bytes(Json.object()
                .with("owner", owner)
                .with("vkey", key.text())
                .with("certification", signature)
                .with("chain", Json.ofTexts(chain))
                .build());
    }

    /// The certificates are named by their digests: an X.509 certificate has bytes outside its own
    /// signature, which could otherwise change unseen.
    private static byte[] document(String owner, VerifierKey key, List<String> chain) {
        List<String> certificates = chain.stream()
                .map(StrictBase64::decode)
                .map(der -> Digest.of(der).hex())
                .toList();
        return CanonicalJson.bytes(Json.object()
                .with("owner", owner)
                .with("vkey", key.text())
                .with("chain", Json.ofTexts(certificates))
                .build());
    }
}
