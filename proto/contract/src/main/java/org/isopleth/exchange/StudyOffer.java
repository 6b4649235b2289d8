package org.isopleth.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.site.SiteId;
import org.isopleth.study.Study;
import org.isopleth.study.StudyJson;

/// A signed study with everything a site needs to decide on it: who asks, and who else is asked, each
/// with the certificates of the signing key. Immutable, thread-safe.
///
/// @param study the study
/// @param scientist DER certificate chain of the scientist's signing key, leaf first
/// @param signature the scientist's, over the canonical bytes of the study
/// @param coordinator DER certificate chain of the coordinator's signing key, leaf first
/// @param partners for every invited site the DER certificate chain of its signing key, leaf first
public record StudyOffer(
        Study study, Chain scientist, Bytes signature, Chain coordinator, Map<SiteId, Chain> partners) {

    /// The label under which studies are signed, so that no other signature can pass for one.
    public static final String SIGNATURE_LABEL = "isopleth/study/1";

    public StudyOffer {
        partners = Map.copyOf(partners);
    }

    /// DER X.509 certificates, leaf first, root last.
    public record Chain(List<Bytes> certificates) {
        public Chain {
            certificates = List.copyOf(certificates);
            if (certificates.isEmpty() || certificates.size() > 5) {
                throw new IllegalArgumentException("a certificate chain has 1 to 5 certificates");
            }
        }

        /// Wraps DER arrays.
        public static Chain of(List<byte[]> der) {
            return new Chain(der.stream().map(Bytes::new).toList());
        }

        /// The DER arrays.
        public List<byte[]> der() {
            return certificates.stream().map(Bytes::array).toList();
        }

        Json json() {
            List<String> texts = new ArrayList<>();
            certificates.forEach(c -> texts.add(c.base64()));
            return Json.ofTexts(texts);
        }

        static Chain read(Json json) {
            return new Chain(json.asTexts().stream().map(Bytes::fromBase64).toList());
        }
    }

    /// The study's identity.
    public Digest digest() {
        return study.digest();
    }

    /// The bytes the scientist signed.
    public byte[] signedBytes() {
        return CanonicalJson.bytes(StudyJson.write(study));
    }

    /// The JSON form.
    public Json.Obj json() {
        Json.Builder roster = Json.object();
        new TreeMap<>(partners).forEach((site, chain) -> roster.with(site.name(), chain.json()));
        return Json.object()
                .with("study", StudyJson.write(study))
                .with("scientist", scientist.json())
                .with("signature", signature.base64())
                .with("coordinator", coordinator.json())
                .with("partners", roster.build())
                .build();
    }

    /// Reads the JSON form; signatures are not checked here.
    ///
    /// @throws JsonException when it is not a study offer
    public static StudyOffer read(Json.Obj in) {
        try {
            Map<SiteId, Chain> partners = new TreeMap<>();
            in.object("partners").members().forEach((name, chain) -> partners.put(new SiteId(name), Chain.read(chain)));
            return new StudyOffer(
                    StudyJson.read(in.get("study")),
                    Chain.read(in.get("scientist")),
                    Bytes.fromBase64(in.text("signature")),
                    Chain.read(in.get("coordinator")),
                    partners);
        } catch (IllegalArgumentException e) {
            throw new JsonException("the study offer has a member of the wrong form");
        }
    }
}
