package org.isopleth.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.isopleth.canonical.Digest;

/// The keys of those who cosigned a ledger's heads, as its directory keeps them, each certified by its owner under
/// the consortium's root. Immutable, thread-safe.
final class WitnessKeys {
    private final Map<String, CosignerKey> byId;

    private WitnessKeys(Map<String, CosignerKey> byId) {
        this.byId = Map.copyOf(byId);
    }

    /// Reads and checks every certification in the directory.
    ///
    /// @param root the root that the ledger's own key is certified under; without one no witness is believed
    static WitnessKeys read(LedgerSource source, Optional<Digest> root, Findings findings) {
        Map<String, CosignerKey> keys = new HashMap<>();
        for (String path : source.paths()) {
            if (path.startsWith(KeyCertification.WITNESSES)) {
                try {
                    KeyCertification certification =
                            KeyCertification.parse(source.read(path).orElseThrow());
                    CosignerKey key = new CosignerKey(certification.key());
                    certification.problems(root).forEach(problem -> findings.cryptographic(path, problem));
                    if (!KeyCertification.witnessPath(key).equals(path)) {
                        findings.cryptographic(path, "it is the certification of another key than its name says");
                    }
                    keys.put(key.keyId(), key);
                } catch (LedgerFormatException e) {
                    findings.cryptographic(path, e.problem());
                }
            }
        }
        return new WitnessKeys(keys);
    }

    /// Whether `line` is the cosignature of one of these under `text`.
    boolean cosigned(String text, NoteSignature line) {
        CosignerKey key = byId.get(line.keyId());
        return key != null && Cosignature.time(text, line, key).isPresent();
    }
}
