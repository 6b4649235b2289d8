package org.isopleth.connector.permit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.ontology.document.DocumentException;
import org.isopleth.ontology.document.DocumentProblem;
import org.isopleth.site.KeyFingerprint;

/// A data protection officer's signature over a whole policy, kept in a file beside it: `policy.yaml.approval`. A
/// policy whose profile is looser than `strict` holds only with one, by the key that the connector's settings pin.
/// Immutable, thread-safe.
///
/// Signed is [#LABEL] and the policy's canonical JSON, not its spelling: comments may change, no limit may.
///
/// @param key the officer's, as its file holds it
/// @param signature Ed25519, or ECDSA on P-256 over SHA-256 in DER, as the key is
public record PolicyApproval(OfficerKey key, Bytes signature) {
    /// What the name of the file adds to that of the policy.
    public static final String SUFFIX = ".approval";

    private static final String LABEL = "isopleth policy, approved by a data protection officer, 1\n";
    private static final int MAX_BYTES = 16 * 1024;

    /// Signs a policy.
    ///
    /// @throws GeneralSecurityException when the keys are none for signing, or no pair
    public static PolicyApproval sign(PermitPolicy policy, PrivateKey secret, OfficerKey key)
            throws GeneralSecurityException {
        Signature signing = Signature.getInstance(key.algorithm());
        signing.initSign(secret);
        signing.update(signed(policy));
        PolicyApproval approval = new PolicyApproval(key, new Bytes(signing.sign()));
        if (!approval.covers(policy)) {
            throw new GeneralSecurityException("the two keys are no pair");
        }
        return approval;
    }

    /// Whether the signature is the key's and over this policy.
    public boolean covers(PermitPolicy policy) {
        try {
            Signature verifying = Signature.getInstance(key.algorithm());
            verifying.initVerify(key.key());
            verifying.update(signed(policy));
            return verifying.verify(signature.array());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] signed(PermitPolicy policy) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes(LABEL.getBytes(StandardCharsets.US_ASCII));
        signed.writeBytes(policy.canonical());
        return signed.toByteArray();
    }

    /// Where the approval of a policy file is.
    public static Path file(Path policy) {
        return policy.resolveSibling(policy.getFileName() + SUFFIX);
    }

    /// As the file holds it.
    public byte[] bytes() {
        return CanonicalJson.bytes(Json.object()
                .with("approval", 1)
                .with("key", Base64.getEncoder().encodeToString(key.key().getEncoded()))
                .with("signature", Base64.getEncoder().encodeToString(signature.array()))
                .build());
    }

    /// Reads [#bytes] back; empty when they are of no approval.
    static Optional<PolicyApproval> read(byte[] bytes) {
        try {
            Json.Obj in = CanonicalJson.parse(bytes).asObject();
            PublicKey key = OfficerKey.decode(Base64.getDecoder().decode(in.text("key")));
            return in.integer("approval") == 1
                    ? Optional.of(new PolicyApproval(
                            new OfficerKey(key), new Bytes(Base64.getDecoder().decode(in.text("signature")))))
                    : Optional.empty();
        } catch (JsonException | IllegalArgumentException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /// Refuses a policy that needs a signature and has none that holds.
    ///
    /// @param policyFile where it was read; it need not exist
    /// @param officer the officer's key, as the connector's settings pin it
    /// @throws DocumentException with one line that says what to do
    public static void require(Path policyFile, PermitPolicy policy, Optional<KeyFingerprint> officer) {
        if (policy.limits().profile().needsSignature()) {
            problem(policyFile, policy, officer).ifPresent(problem -> {
                throw new DocumentException(new DocumentProblem(
                        policyFile.toString(),
                        1,
                        1,
                        "profile " + policy.limits().profile().word()
                                + " is looser than strict and needs your data protection officer's signature: "
                                + problem));
            });
        }
    }

    /// The digest of the approval of a policy, if there is one and it holds.
    public static Optional<Digest> held(Path policyFile, PermitPolicy policy, Optional<KeyFingerprint> officer) {
        return problem(policyFile, policy, officer).isEmpty()
                ? Optional.of(Digest.of(content(file(policyFile))))
                : Optional.empty();
    }

    private static Optional<String> problem(Path policyFile, PermitPolicy policy, Optional<KeyFingerprint> officer) {
        if (officer.isEmpty()) {
            return Optional.of("say in connector.yaml whose, as data-protection-officer: FINGERPRINT");
        }
        Path file = file(policyFile);
        if (!Files.exists(file)) {
            return Optional.of(file.getFileName() + " is missing; 'isopleth connector policy sign' makes it");
        }
        Optional<PolicyApproval> approval = read(content(file));
        if (approval.isEmpty()) {
            return Optional.of(file.getFileName() + " holds no signature; have the policy signed again");
        }
        if (!approval.get().key().fingerprint().equals(officer.get())) {
            return Optional.of(file.getFileName() + " is signed by another key than connector.yaml names");
        }
        return approval.get().covers(policy)
                ? Optional.empty()
                : Optional.of("the policy was changed after it was signed; have it signed again");
    }

    private static byte[] content(Path file) {
        try {
            // What is larger than an approval is none.
            return Files.size(file) > MAX_BYTES ? new byte[0] : Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
