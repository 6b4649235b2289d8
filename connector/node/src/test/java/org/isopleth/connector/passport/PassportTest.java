package org.isopleth.connector.passport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isopleth.canonical.Digest;
import org.isopleth.study.Passport;
import org.junit.jupiter.api.Test;

/// A machine's passport: sound here, the same each time, another for other values or software.
class PassportTest {
    @Test
    void this_machine_meets_every_reference_value_the_same_way_each_time() {
        Passport passport = PassportMeasurement.of("isopleth-radiomics 0.1.0");
        assertEquals(482, passport.total());
        assertEquals(482, passport.passed());
        assertTrue(passport.isSound());
        assertEquals(passport, PassportMeasurement.of("isopleth-radiomics 0.1.0"));
        assertEquals(passport, Passport.read(passport.json()));
    }

    @Test
    void a_missed_value_or_another_bit_is_another_passport() {
        Passport passport = new Passport("a 1", 482, 482, Digest.of("values"));
        assertFalse(new Passport("a 1", 481, 482, Digest.of("values")).isSound());
        assertFalse(passport.digest().equals(new Passport("a 1", 482, 482, Digest.of("other")).digest()));
        assertFalse(passport.digest().equals(new Passport("a 2", 482, 482, Digest.of("values")).digest()));
    }
}
