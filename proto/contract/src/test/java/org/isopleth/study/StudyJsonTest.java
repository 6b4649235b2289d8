package org.isopleth.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.canonical.RandomJson;
import org.isopleth.site.SiteId;
import org.isopleth.tensor.NumberProfile;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;
import org.junit.jupiter.api.Test;

class StudyJsonTest {

    /// Half of the studies measure something on images.
    private static Optional<FeatureRequest> features(List<Variable> variables, Json.Obj settings, Random random) {
        if (random.nextBoolean()) {
            return Optional.empty();
        }
        variables.add(new Variable.Numeric(
                "contrast", Optional.of(new TermId("ro", "ACUI")), new Unit("1"), 0, 1 + random.nextInt(5000)));
        variables.add(new Variable.Numeric("v10", Optional.of(new TermId("ro", "BC2M")), new Unit("1"), 0, 1));
        return Optional.of(new FeatureRequest(
                settings,
                random.nextBoolean() ? "GTVp1" : FeatureRequest.LARGEST,
                random.nextBoolean() ? FeatureRequest.BASELINE : "follow-up-" + (1 + random.nextInt(99)),
                List.of(
                        new FeatureRequest.Measured("contrast", "ACUI", Optional.of("3D, averaged")),
                        new FeatureRequest.Measured("v10", "BC2M-10", Optional.empty()))));
    }

    private static Study study(Random random) {
        List<Variable> variables = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(6); i++) {
            Optional<TermId> term = random.nextBoolean() ? Optional.of(new TermId("ncit", "C" + i)) : Optional.empty();
            double minimum = Math.rint(1000 * random.nextGaussian()) / 8;
            variables.add(
                    random.nextBoolean()
                            ? new Variable.Numeric("v" + i, term, new Unit("kg"), minimum, minimum + 1 + i)
                            : new Variable.Categorical(
                                    "v" + i,
                                    term,
                                    List.of(
                                            new Variable.Level("no", term),
                                            new Variable.Level("yes", Optional.empty()))));
        }
        Cohort cohort = new Cohort(
                random.nextBoolean() ? Optional.of(new TermId("ncit", "C7377")) : Optional.empty(),
                List.of(
                        new Cohort.Condition.Between("v0", -1.5, 2),
                        new Cohort.Condition.OneOf("v0", Set.of("yes", "no", "maybe"))));
        Json.Obj options =
                Json.object().with("any", RandomJson.value(random, 3)).build();
        return new Study(
                "Title " + random.nextInt(),
                "Why is the \u00f6lm \u20ac?",
                "Because\nof lines",
                random.nextBoolean() ? List.of() : List.of(new SiteId("north"), new SiteId("south")),
                variables,
                features(variables, options, random),
                cohort,
                List.of(
                        new AnalysisPlan(new AnalysisId("cox", 1), "main", options),
                        new AnalysisPlan(new AnalysisId("glm", 12), "second", options, numbers(random), noise(random))),
                new Study.PrivacyTerms(
                        random.nextBoolean() ? ReleaseLevel.SUM_ONLY : ReleaseLevel.SITE_LEVEL, 1 + random.nextInt(10)),
                new Deadlines(Duration.ofSeconds(1 + random.nextInt(10_000)), Duration.ofHours(2), Duration.ofDays(3)));
    }

    private static Optional<NoiseTerms> noise(Random random) {
        if (random.nextBoolean()) {
            return Optional.empty();
        }
        double limit = 0.1 + random.nextDouble();
        return Optional.of(new NoiseTerms(
                random.nextBoolean() ? new NoiseTerms.Limit.Epsilon(limit) : new NoiseTerms.Limit.Rho(limit),
                1e-9,
                random.nextBoolean() ? OptionalInt.of(2 + random.nextInt(9)) : OptionalInt.empty()));
    }

    private static NumberProfile numbers(Random random) {
        return random.nextBoolean()
                ? NumberProfile.wide()
                : new NumberProfile.Compact(
                        24 + random.nextInt(9),
                        random.nextDouble() + 1e-9,
                        1 + random.nextInt(100),
                        random.nextBoolean() ? NumberProfile.Beyond.CLIP : NumberProfile.Beyond.REFUSE);
    }

    /// A study from before there was noise has the digest it had.
    @Test
    void noise_is_written_only_where_it_is_asked_for() {
        AnalysisPlan plain = new AnalysisPlan(
                new AnalysisId("summary", 1), "main", Json.object().build());
        NoiseTerms terms = new NoiseTerms(new NoiseTerms.Limit.Epsilon(0.5), 1e-6, OptionalInt.of(3));
        assertEquals("{\"id\":\"summary@1\",\"name\":\"main\",\"options\":{}}", written(plain));
        assertEquals(
                "{\"id\":\"summary@1\",\"name\":\"main\",\"options\":{},"
                        + "\"privacy\":{\"delta\":0.000001,\"epsilon\":0.5,\"honestSites\":3}}",
                written(plain.with(terms)));
    }

    private static String written(AnalysisPlan plan) {
        Study study = new Study(
                "t",
                "q",
                "p",
                List.of(),
                List.of(new Variable.Numeric("age", Optional.empty(), new Unit("a"), 0, 120)),
                Cohort.EVERYONE,
                List.of(plan),
                new Study.PrivacyTerms(ReleaseLevel.SUM_ONLY, 3),
                Deadlines.DEFAULT);
        return CanonicalJson.text(StudyJson.write(study).list("analyses").getFirst());
    }

    @Test
    void noise_that_hides_nobody_is_no_noise() {
        NoiseTerms.Limit one = new NoiseTerms.Limit.Epsilon(1);
        assertThrows(IllegalArgumentException.class, () -> new NoiseTerms.Limit.Epsilon(0));
        assertThrows(IllegalArgumentException.class, () -> new NoiseTerms.Limit.Epsilon(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new NoiseTerms.Limit.Rho(101));
        assertThrows(IllegalArgumentException.class, () -> new NoiseTerms(one, 0, OptionalInt.empty()));
        assertThrows(IllegalArgumentException.class, () -> new NoiseTerms(one, 1e-5, OptionalInt.empty()));
        assertThrows(IllegalArgumentException.class, () -> new NoiseTerms(one, 1e-6, OptionalInt.of(1)));
        Json.Obj both = Json.object()
                .with("epsilon", 1)
                .with("rho", 1)
                .with("delta", 1e-6)
                .build();
        assertThrows(JsonException.class, () -> NoiseTerms.read(both));
    }

    @Test
    void a_study_reads_back_as_itself_and_keeps_its_digest() {
        Random random = new Random(8);
        for (int i = 0; i < 500; i++) {
            Study study = study(random);
            byte[] bytes = CanonicalJson.bytes(StudyJson.write(study));
            Study read = StudyJson.read(CanonicalJson.parseCanonical(bytes));
            assertEquals(study, read);
            assertEquals(study.digest(), read.digest());
        }
    }

    @Test
    void every_change_of_a_member_changes_the_digest_or_is_refused() {
        Random random = new Random(9);
        for (int i = 0; i < 2000; i++) {
            Study study = study(random);
            Json changed = replaceOne(StudyJson.write(study), random);
            try {
                Study read = StudyJson.read(changed);
                assertEquals(
                        CanonicalJson.digest(changed).equals(study.digest()),
                        read.digest().equals(study.digest()),
                        "a reader that drops or mends a member would give the old digest");
            } catch (JsonException e) {
                assertTrue(!String.valueOf(e.getMessage()).isBlank());
            }
        }
    }

    /// Replaces one value somewhere in the document.
    private static Json replaceOne(Json value, Random random) {
        return switch (value) {
            case Json.Obj(Map<String, Json> members)
            when !members.isEmpty() && random.nextInt(6) > 0 -> {
                Map<String, Json> other = new LinkedHashMap<>(members);
                String name = List.copyOf(members.keySet()).get(random.nextInt(members.size()));
                other.computeIfPresent(name, (_, old) -> replaceOne(old, random));
                yield new Json.Obj(other);
            }
            case Json.Arr(List<Json> items)
            when !items.isEmpty() && random.nextInt(6) > 0 -> {
                List<Json> other = new ArrayList<>(items);
                other.replaceAll(item -> random.nextInt(items.size()) == 0 ? replaceOne(item, random) : item);
                yield Json.of(other);
            }
            default -> RandomJson.value(random, 2);
        };
    }

    @Test
    void bytes_changed_at_random_are_refused_or_read_never_worse() {
        Random random = new Random(10);
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = CanonicalJson.bytes(StudyJson.write(study(random)));
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                StudyJson.read(CanonicalJson.parse(bytes));
            } catch (JsonException e) {
                assertTrue(!String.valueOf(e.getMessage()).isBlank());
            }
        }
    }

    /// A member added to any object is refused, but not to options and settings, which their analysis and
    /// who measures read.
    @Test
    void a_member_added_anywhere_is_refused() {
        Random random = new Random(15);
        for (int i = 0; i < 50; i++) {
            for (Json more : withOneMore(StudyJson.write(study(random)))) {
                assertThrows(JsonException.class, () -> StudyJson.read(more), () -> CanonicalJson.text(more));
            }
        }
    }

    private static List<Json> withOneMore(Json value) {
        List<Json> all = new ArrayList<>();
        switch (value) {
            case Json.Obj(Map<String, Json> members) -> {
                Map<String, Json> more = new LinkedHashMap<>(members);
                more.put("colour", Json.of("blue"));
                all.add(new Json.Obj(more));
                members.forEach((name, member) -> {
                    if (!Set.of("options", "settings").contains(name)) {
                        for (Json changed : withOneMore(member)) {
                            Map<String, Json> other = new LinkedHashMap<>(members);
                            other.put(name, changed);
                            all.add(new Json.Obj(other));
                        }
                    }
                });
            }
            case Json.Arr(List<Json> items) -> {
                for (int i = 0; i < items.size(); i++) {
                    for (Json changed : withOneMore(items.get(i))) {
                        List<Json> other = new ArrayList<>(items);
                        other.set(i, changed);
                        all.add(Json.of(other));
                    }
                }
            }
            default -> {}
        }
        return all;
    }

    @Test
    void unknown_members_and_other_versions_are_refused() {
        Json.Obj written = StudyJson.write(study(new Random(11)));
        Map<String, Json> more = new LinkedHashMap<>(written.members());
        more.put("colour", Json.of("blue"));
        assertThrows(JsonException.class, () -> StudyJson.read(new Json.Obj(more)));
        Map<String, Json> later = new LinkedHashMap<>(written.members());
        later.put("study", Json.of(2L));
        assertThrows(JsonException.class, () -> StudyJson.read(new Json.Obj(later)));
    }

    @Test
    void a_study_does_not_depend_on_the_layout_it_was_read_from() {
        Study study = study(new Random(12));
        Json shuffled = RandomJson.shuffled(StudyJson.write(study), new Random(13));
        assertEquals(study.digest(), StudyJson.read(shuffled).digest());
        assertNotEquals(study.digest(), study(new Random(14)).digest());
        String canonical = CanonicalJson.text(StudyJson.write(study));
        assertEquals(study.digest(), Digest.of(canonical.getBytes(StandardCharsets.UTF_8)));
    }

    /// The digest is the SHA-256 of these bytes, computed by another program (`sha256sum`): studies without
    /// images keep the identity they had before studies could ask for features.
    @Test
    void a_study_without_images_is_the_same_bytes_as_ever() {
        String bytes = "{\"analyses\":[{\"id\":\"summary@1\",\"name\":\"describe\",\"options\":{}}],"
            + "\"cohort\":{\"conditions\":[],\"disease\":\"ncit:C4878\"},"
            + "\"deadlines\":{\"permitSeconds\":604800,\"readinessSeconds\":3600,\"roundSeconds\":3600},"
            + "\"minimumSites\":3,\"missing\":\"complete-cases\",\"purpose\":\"p\",\"question\":\"q\","
            + "\"release\":\"site-level\",\"sites\":[],\"study\":1,\"title\":\"t\",\"variables\":[{\"name\":\"age\","
            + "\"range\":[0,120],\"term\":\"ncit:C25150\",\"unit\":\"a\"}]}";
        Study study = StudyJson.read(CanonicalJson.parseCanonical(bytes.getBytes(StandardCharsets.UTF_8)));
        assertEquals(Optional.empty(), study.features());
        assertEquals(bytes, CanonicalJson.text(StudyJson.write(study)));
        assertEquals(
                "55c3811e5c1ba1229abf644228b954446abd983c1c526c89356e6c7fbec44594",
                study.digest().hex());
    }

    @Test
    void a_measured_feature_is_a_numeric_variable_of_the_feature_s_term() {
        Study study = study(new Random(16), "contrast", new TermId("ro", "ACUI"));
        assertEquals("ACUI", study.measured("contrast").orElseThrow().feature());
        assertEquals(Optional.empty(), study.measured("age"));
        for (Runnable wrong : List.<Runnable>of(
                () -> study(new Random(16), "contrast", new TermId("ro", "RNU0")),
                () -> study(new Random(16), "other", new TermId("ro", "ACUI")))) {
            assertThrows(IllegalArgumentException.class, wrong::run);
        }
    }

    private static Study study(Random random, String variable, TermId term) {
        Study any = study(random);
        return new Study(
                any.title(),
                any.question(),
                any.purpose(),
                any.sites(),
                List.of(
                        new Variable.Numeric("age", Optional.of(TermId.parse("ncit:C25150")), new Unit("a"), 0, 120),
                        new Variable.Numeric(variable, Optional.of(term), new Unit("1"), 0, 5000)),
                Optional.of(new FeatureRequest(
                        Json.object().build(),
                        "GTVp1",
                        "baseline",
                        List.of(new FeatureRequest.Measured("contrast", "ACUI", Optional.of("3D, averaged"))))),
                Cohort.EVERYONE,
                any.analyses(),
                any.privacy(),
                any.deadlines());
    }

    @Test
    void a_feature_request_is_refused_where_it_could_mean_two_things() {
        FeatureRequest.Measured contrast = new FeatureRequest.Measured("contrast", "ACUI", Optional.empty());
        Json.Obj settings = Json.object().build();
        for (Runnable wrong : List.<Runnable>of(
                () -> new FeatureRequest(settings, "GTV p1", "baseline", List.of(contrast)),
                () -> new FeatureRequest(settings, "", "baseline", List.of(contrast)),
                () -> new FeatureRequest(settings, "GTVp1", "follow-up-0", List.of(contrast)),
                () -> new FeatureRequest(settings, "GTVp1", "Baseline", List.of(contrast)),
                () -> new FeatureRequest(settings, "GTVp1", "baseline", List.of()),
                () -> new FeatureRequest(settings, "GTVp1", "baseline", List.of(contrast, contrast)),
                () -> new FeatureRequest.Measured("c", "acui", Optional.empty()),
                () -> new FeatureRequest.Measured("c", "ACUI-1-2-3", Optional.empty()),
                () -> new FeatureRequest.Measured("c", "ACUI", Optional.of("")))) {
            assertThrows(IllegalArgumentException.class, wrong::run);
        }
    }
}
