package org.isopleth.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.cohort.CohortSize;
import org.isopleth.exchange.Message;
import org.isopleth.exchange.MessageJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a site answers before training, and the passport it answers with.
class ReadinessTest {
    private static final Passport PASSPORT = new Passport("isopleth-radiomics 0.1.0", 482, 482, Digest.of("values"));

    @Test
    void without_features_the_bytes_are_those_they_always_were() {
        assertEquals(
                "{\"findings\":[],\"size\":\"50-99\"}",
                CanonicalJson.text(new Readiness(CohortSize.FROM_50, List.of()).json()));
    }

    @Test
    void a_passport_travels_with_the_message() {
        Message.Ready ready = new Message.Ready(
                Digest.of("study"), new Readiness(CohortSize.FROM_50, List.of(), Optional.of(PASSPORT)));
        Json.Obj sent = CanonicalJson.parse(CanonicalJson.bytes(MessageJson.write(ready)))
                .asObject();
        assertEquals(ready, MessageJson.readToCoordinator("ready/1", sent));
    }

    @Test
    void what_is_wrong_with_measuring_stands_in_the_way_of_the_analysis_it_names() {
        for (Readiness.Cause cause : List.of(Readiness.Cause.IMAGES, Readiness.Cause.PASSPORT)) {
            Readiness readiness =
                    new Readiness(CohortSize.FROM_50, List.of(new Readiness.Finding(cause, "texture", "")));
            assertEquals(readiness, Readiness.read(readiness.json()));
            assertFalse(readiness.readyFor("texture", Set.of()));
            assertTrue(readiness.readyFor("age", Set.of("texture")));
        }
    }

    @Test
    void passports_differ_by_software_and_by_the_last_bit_of_a_value() {
        assertTrue(PASSPORT.isSound());
        assertEquals(PASSPORT, Passport.read(PASSPORT.json()));
        assertFalse(PASSPORT.digest()
                .equals(new Passport("isopleth-radiomics 0.1.1", 482, 482, Digest.of("values")).digest()));
        assertFalse(PASSPORT.digest()
                .equals(new Passport("isopleth-radiomics 0.1.0", 482, 482, Digest.of("other")).digest()));
        assertFalse(new Passport("isopleth-radiomics 0.1.0", 481, 482, Digest.of("values")).isSound());
        assertFalse(new Passport("isopleth-radiomics 0.1.0", 0, 0, Digest.of("values")).isSound());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"passport\":2,\"software\":\"a\",\"passed\":1,\"total\":1,\"values\":\"%s\"}",
                "{\"passport\":1,\"software\":\"a\",\"passed\":2,\"total\":1,\"values\":\"%s\"}",
                "{\"passport\":1,\"software\":\"<b>\",\"passed\":1,\"total\":1,\"values\":\"%s\"}",
                "{\"passport\":1,\"software\":\"\",\"passed\":1,\"total\":1,\"values\":\"%s\"}",
                "{\"passport\":1,\"software\":\"a\",\"passed\":1,\"total\":1,\"values\":\"short\"}"
            })
    void what_is_no_passport_is_refused(String text) {
        Json.Obj json = CanonicalJson.parse(
                        text.formatted(Digest.of("v").hex()).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .asObject();
        assertThrows(JsonException.class, () -> Passport.read(json));
    }
}
