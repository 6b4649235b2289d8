package org.isopleth.masking;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.key.MaskedRound;
import org.isopleth.masking.key.SigningKey;
import org.isopleth.masking.mask.WordSize;
import org.isopleth.site.KeyFingerprint;
import org.isopleth.site.SiteId;

/// Hospitals and a coordinator on paper, with signing keys, and the terms they agreed to.
final class TestConsortium {
    static final Digest PLAN = Digest.of("plan");
    static final Digest MODEL = Digest.of("model");
    static final int LENGTH = 3;
    private static final List<KeyPair> KEYS = new ArrayList<>();

    private TestConsortium() {}

    static SiteId site(int index) {
        return new SiteId("site-%03d".formatted(index));
    }

    static List<SiteId> sites(int count) {
        return IntStream.range(0, count).mapToObj(TestConsortium::site).toList();
    }

    /// Pair 0 is the coordinator's, pair i + 1 that of site i.
    private static synchronized KeyPair pair(int index) {
        try {
            while (KEYS.size() <= index) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                KEYS.add(generator.generateKeyPair());
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return KEYS.get(index);
    }

    static SigningKey coordinatorKey() {
        return new SigningKey(new Bytes(pair(0).getPublic().getEncoded()));
    }

    static SigningKey key(SiteId site) {
        return new SigningKey(new Bytes(pair(index(site) + 1).getPublic().getEncoded()));
    }

    private static int index(SiteId site) {
        return Integer.parseInt(site.name().substring(5));
    }

    static Map<SiteId, KeyFingerprint> pins(int count) {
        Map<SiteId, KeyFingerprint> pins = new TreeMap<>();
        sites(count).forEach(site -> pins.put(site, key(site).fingerprint()));
        return pins;
    }

    static MaskedRound round(int number, int attempt) {
        return new MaskedRound("consortium", "study/0", number, attempt);
    }

    static Proposal proposal(int count) {
        return proposal(count, round(1, 1), 2 * count / 3 + 1);
    }

    static Proposal proposal(int count, MaskedRound round, int threshold) {
        return new Proposal(
                round,
                PLAN,
                MODEL,
                sites(count).stream()
                        .map(site -> new Proposal.Member(site, key(site)))
                        .toList(),
                coordinatorKey(),
                threshold,
                3,
                WordSize.BITS_128,
                LENGTH);
    }

    /// The same terms for another roster and threshold.
    static Proposal changed(Proposal p, UnaryOperator<List<Proposal.Member>> roster, int threshold) {
        return new Proposal(
                p.round(),
                p.plan(),
                p.model(),
                roster.apply(new ArrayList<>(p.roster())),
                p.coordinator(),
                threshold,
                p.minimumSurvivors(),
                p.words(),
                p.length());
    }

    static SitePosition position(SiteId own, Proposal proposal, MaskingFloors floors) {
        return new SitePosition(
                own,
                coordinatorKey().fingerprint(),
                pins(proposal.roster().size()),
                proposal.round(),
                PLAN,
                MODEL,
                WordSize.BITS_128,
                LENGTH,
                floors);
    }

    /// The same secrets for the same seed.
    static SiteSecrets secrets(long seed) {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(seed);
            return SiteSecrets.draw(random);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static <M extends CoordinatorMessage> Signed<M> byCoordinator(M message, Digest context) {
        return signed(0, Signed.COORDINATOR, message, context);
    }

    static <M extends SiteMessage> Signed<M> bySite(SiteId site, M message, Digest context) {
        return signed(index(site) + 1, site.name(), message, context);
    }

    private static <M extends MaskingMessage> Signed<M> signed(int pair, String sender, M message, Digest context) {
        return new Signed<>(sender, context, message, signature(pair, Signed.statement(sender, context, message)));
    }

    /// A site's signature of any statement.
    static Bytes signature(SiteId site, byte[] statement) {
        return signature(index(site) + 1, statement);
    }

    private static Bytes signature(int pair, byte[] statement) {
        try {
            Signature ecdsa = Signature.getInstance("SHA256withECDSA");
            ecdsa.initSign(pair(pair).getPrivate());
            ecdsa.update(statement);
            return new Bytes(ecdsa.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
