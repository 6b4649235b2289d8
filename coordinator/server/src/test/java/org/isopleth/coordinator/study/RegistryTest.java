package org.isopleth.coordinator.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.coordinator.enrolment.ConsortiumFounding;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.site.KeyFingerprint;
import org.isopleth.site.Role;
import org.isopleth.site.SiteId;
import org.isopleth.store.Store;
import org.isopleth.store.StoreLocation;
import org.isopleth.store.StoreOwner;
import org.isopleth.store.blob.BlobFolder;
import org.isopleth.store.ledger.LedgerBook;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Cohort;
import org.isopleth.study.Deadlines;
import org.isopleth.study.FeatureRequest;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.StudyJson;
import org.isopleth.study.Variable;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;
import org.isopleth.wire.ErrorTrailers;
import org.isopleth.wire.identity.Identity;
import org.isopleth.wire.identity.IdentityFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is refused before any hospital hears of it. A study that is well-formed here is refused for its signature,
/// which it lacks.
class RegistryTest {
    @TempDir
    static Path consortium;

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // Founded before the tests.
    private static IdentityFolder identity;

    @BeforeAll
    static void found() {
        identity = new ConsortiumFounding(new SecureRandom())
                .found(
                        consortium.resolve("identity"),
                        List.of("localhost"),
                        1,
                        InstantSource.system().instant());
    }

    @Test
    void a_feature_of_the_catalogue_is_known() {
        assertEquals(ErrorCode.SIGNATURE_INVALID, refusal("ACUI", Optional.of("3D, averaged"), Unit.ONE));
        assertEquals(ErrorCode.SIGNATURE_INVALID, refusal("RNU0", Optional.empty(), new Unit("mm3")));
    }

    @Test
    void a_feature_that_nobody_can_measure_is_refused_at_registration() {
        assertEquals(ErrorCode.STUDY_INVALID, refusal("ZZZZ", Optional.empty(), Unit.ONE), "no such feature");
        assertEquals(
                ErrorCode.STUDY_INVALID, refusal("ACUI-10", Optional.of("3D, averaged"), Unit.ONE), "no parameter");
        assertEquals(ErrorCode.STUDY_INVALID, refusal("ACUI", Optional.of("4D, merged"), Unit.ONE), "aggregation");
        assertEquals(ErrorCode.STUDY_INVALID, refusal("ACUI", Optional.empty(), Unit.ONE), "no aggregation");
        assertEquals(
                ErrorCode.STUDY_INVALID,
                refusal("RNU0", Optional.of("3D, averaged"), new Unit("mm3")),
                "has one value");
        assertEquals(ErrorCode.STUDY_INVALID, refusal("RNU0", Optional.empty(), new Unit("cm3")), "another unit");
    }

    /// A study needs three.
    @Test
    void a_study_for_which_too_few_sites_are_enrolled_is_refused_before_anyone_is_asked() {
        Study study = study("RNU0", Optional.empty(), new Unit("mm3"));
        assertEquals(ErrorCode.SITE_UNKNOWN, refusal(study, 0));
        assertEquals(ErrorCode.TOO_FEW_SITES, refusal(study, 2));
        assertEquals(ErrorCode.SIGNATURE_INVALID, refusal(study, 3));
    }

    private ErrorCode refusal(String feature, Optional<String> aggregation, Unit unit) {
        return refusal(study(feature, aggregation, unit), 3);
    }

    private ErrorCode refusal(Study proposed, int enrolled) {
        InstantSource clock = InstantSource.system();
        try (Store store = Store.open(
                new StoreLocation.Folder(folder.resolve("state")), new StoreOwner("coordinator", "test"), clock)) {
            BlobDocuments documents = new BlobDocuments(BlobFolder.open(folder.resolve("blobs"), 1 << 20));
            Conductor conductor = new Conductor(
                    store,
                    store.lead("test"),
                    documents,
                    new CoordinatorLedger(new LedgerBook(store, "coordinator", "coordinator", clock)),
                    new CoordinatorVoice("test", statement -> statement, _ -> Optional.empty()),
                    Runnable::run,
                    clock);
            Registry registry =
                    new Registry(conductor, documents, identity.signatures(), new Enrolled(enrolled), clock);
            byte[] study = CanonicalJson.bytes(StudyJson.write(proposed));
            Identity scientist = new Identity(
                    "dr-jansen",
                    Role.SCIENTIST,
                    new KeyFingerprint(identity.membership().rootFingerprint()));
            StatusRuntimeException refused = assertThrows(
                    StatusRuntimeException.class, () -> registry.submit(scientist, study, new byte[0], List.of()));
            return ErrorTrailers.code(refused).orElseThrow();
        }
    }

    private record Enrolled(int number) implements Registry.Roster {
        @Override
        public Map<SiteId, StudyOffer.Chain> sites() {
            return IntStream.range(0, number)
                    .mapToObj(site -> new SiteId("site-" + site))
                    .collect(
                            Collectors.toMap(site -> site, _ -> new StudyOffer.Chain(List.of(new Bytes(new byte[1])))));
        }

        @Override
        public StudyOffer.Chain coordinator() {
            throw new IllegalStateException("nothing is offered");
        }
    }

    private static Study study(String feature, Optional<String> aggregation, Unit unit) {
        FeatureRequest.Measured measured = new FeatureRequest.Measured("measured", feature, aggregation);
        return new Study(
                "Contrast",
                "Does contrast vary?",
                "A test",
                List.of(),
                List.of(new Variable.Numeric(
                        "measured", Optional.of(new TermId("ro", feature.substring(0, 4))), unit, 0, 100)),
                Optional.of(new FeatureRequest(
                        Json.object().build(), FeatureRequest.LARGEST, FeatureRequest.BASELINE, List.of(measured))),
                Cohort.EVERYONE,
                List.of(new AnalysisPlan(
                        new AnalysisId("summary", 1),
                        "describe",
                        Json.object()
                                .with("variables", Json.ofTexts(List.of("measured")))
                                .build())),
                new Study.PrivacyTerms(ReleaseLevel.SITE_LEVEL, 3),
                Deadlines.DEFAULT);
    }
}
