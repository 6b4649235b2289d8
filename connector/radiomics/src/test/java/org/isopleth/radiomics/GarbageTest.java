package org.isopleth.radiomics;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// When a collection pays; what it brings is in `MemoryOfExtractTest`.
class GarbageTest {
    private static final long MIB = 1 << 20;

    @Test
    void half_as_much_garbage_as_there_was_use_is_much() {
        assertTrue(Garbage.isMuch(61 * MIB, 40 * MIB, 4 * MIB));
        assertFalse(Garbage.isMuch(59 * MIB, 40 * MIB, 4 * MIB));
        assertTrue(Garbage.isMuch(6001 * MIB, 4000 * MIB, 4 * MIB));
        assertFalse(Garbage.isMuch(5999 * MIB, 4000 * MIB, 4 * MIB));
    }

    @Test
    void a_little_garbage_is_not_worth_the_work() {
        assertFalse(Garbage.isMuch(12 * MIB, 0, 4 * MIB));
        assertTrue(Garbage.isMuch(13 * MIB, 0, 4 * MIB));
    }

    @Test
    void what_the_young_generation_has_room_for_is_left_to_it() {
        assertFalse(Garbage.isMuch(204 * MIB, 4 * MIB, 200 * MIB));
        assertTrue(Garbage.isMuch(205 * MIB, 4 * MIB, 200 * MIB));
    }
}
