package org.isopleth.coordinator.study;

import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isopleth.analysis.PlanException;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.JsonException;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.ontology.FeatureCatalogue;
import org.isopleth.progress.StudyState;
import org.isopleth.site.Role;
import org.isopleth.site.SiteId;
import org.isopleth.study.Study;
import org.isopleth.study.StudyJson;
import org.isopleth.study.Variable;
import org.isopleth.wire.ErrorTrailers;
import org.isopleth.wire.identity.CertificateChain;
import org.isopleth.wire.identity.Identity;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.SignatureCheck;
import org.isopleth.wire.identity.SignatureLabel;

/// Where studies are handed in and results handed out. Thread-safe.
public final class Registry {
    private static final FeatureCheck FEATURES = new FeatureCheck(FeatureCatalogue.bundled());

    private final Conductor conductor;
    private final BlobDocuments documents;
    private final SignatureCheck signatures;
    private final Roster roster;
    private final InstantSource clock;

    /// Who can be invited to a study.
    public interface Roster {
        /// The signing chain of every enrolled site.
        Map<SiteId, StudyOffer.Chain> sites();

        /// The coordinator's own signing chain.
        StudyOffer.Chain coordinator();
    }

    public Registry(
            Conductor conductor,
            BlobDocuments documents,
            SignatureCheck signatures,
            Roster roster,
            InstantSource clock) {
        this.conductor = conductor;
        this.documents = documents;
        this.signatures = signatures;
        this.roster = roster;
        this.clock = clock;
    }

    /// Registers a signed study and offers it to its sites.
    ///
    /// @param scientist who calls
    /// @param bytes the canonical JSON of the study
    /// @param signature over those bytes, by the scientist's signing key
    /// @param chain certificates of that key, leaf first
    /// @throws io.grpc.StatusRuntimeException with a code of the closed list when it is refused
    public Digest submit(Identity scientist, byte[] bytes, byte[] signature, List<byte[]> chain) {
        Study study = read(bytes);
        Map<SiteId, StudyOffer.Chain> invited = invited(study);
        if (invited.size() < study.privacy().minimumSites()) {
            throw ErrorTrailers.exception(ErrorCode.TOO_FEW_SITES);
        }
        try {
            SignatureCheck.Signed signed =
                    new SignatureCheck.Signed(new SignatureLabel(StudyOffer.SIGNATURE_LABEL), bytes, signature);
            List<X509Certificate> certificates = CertificateChain.decode(chain);
            Identity signer = signatures.signer(signed, certificates, Role.SCIENTIST, clock.instant());
            if (!signer.sameMember(scientist)) {
                throw ErrorTrailers.exception(ErrorCode.SIGNATURE_INVALID);
            }
        } catch (IdentityException e) {
            throw ErrorTrailers.exception(ErrorCode.SIGNATURE_INVALID);
        }
        StudyOffer offer =
                new StudyOffer(study, StudyOffer.Chain.of(chain), new Bytes(signature), roster.coordinator(), invited);
        try {
            return conductor.register(offer);
        } catch (PlanException e) {
            throw ErrorTrailers.exception(ErrorCode.STUDY_INVALID);
        }
    }

    private static Study read(byte[] bytes) {
        try {
            Study study = StudyJson.read(CanonicalJson.parseCanonical(bytes));
            if (study.variables().stream().anyMatch(Registry::lacksTerm) || !FEATURES.knows(study)) {
                throw ErrorTrailers.exception(ErrorCode.STUDY_INVALID);
            }
            return study;
        } catch (JsonException e) {
            throw ErrorTrailers.exception(ErrorCode.STUDY_INVALID);
        }
    }

    private static boolean lacksTerm(Variable variable) {
        return switch (variable) {
            case Variable.Numeric numeric -> numeric.term().isEmpty();
            case Variable.Categorical categorical ->
                categorical.term().isEmpty()
                        || categorical.levels().stream()
                                .anyMatch(level -> level.term().isEmpty());
        };
    }

    private Map<SiteId, StudyOffer.Chain> invited(Study study) {
        Map<SiteId, StudyOffer.Chain> enrolled = roster.sites();
        if (study.sites().isEmpty()) {
            if (enrolled.isEmpty()) {
                throw ErrorTrailers.exception(ErrorCode.SITE_UNKNOWN);
            }
            return enrolled;
        }
        Map<SiteId, StudyOffer.Chain> invited = new TreeMap<>();
        for (SiteId site : study.sites()) {
            StudyOffer.Chain chain = enrolled.get(site);
            if (chain == null) {
                throw ErrorTrailers.exception(ErrorCode.SITE_UNKNOWN);
            }
            invited.put(site, chain);
        }
        return invited;
    }

    /// The result document of a study that has ended.
    public byte[] results(StudyState.Ended ended) {
        return documents.bytes(ended.result());
    }
}
