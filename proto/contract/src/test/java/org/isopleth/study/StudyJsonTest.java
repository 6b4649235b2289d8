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
import java.util.Random;
import java.util.Set;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.canonical.RandomJson;
import org.isopleth.site.SiteId;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;
import org.junit.jupiter.api.Test;

class StudyJsonTest {

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
                cohort,
                List.of(
                        new AnalysisPlan(new AnalysisId("cox", 1), "main", options),
                        new AnalysisPlan(new AnalysisId("glm", 12), "second", options)),
                new Study.PrivacyTerms(
                        random.nextBoolean() ? ReleaseLevel.SUM_ONLY : ReleaseLevel.SITE_LEVEL, 1 + random.nextInt(10)),
                new Deadlines(Duration.ofSeconds(1 + random.nextInt(10_000)), Duration.ofHours(2), Duration.ofDays(3)));
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

    /// A member added to any object but the options, which their analysis reads, is refused.
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
                    if (!name.equals("options")) {
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
}
