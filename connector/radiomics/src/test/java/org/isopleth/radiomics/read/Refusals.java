package org.isopleth.radiomics.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/// Asserts refusals by their reason.
public final class Refusals {
    private Refusals() {}

    /// The reading is refused for this reason, in its words and no others.
    public static void assertRefused(Reason reason, Executable reading) {
        UnreadableException refusal = assertThrows(UnreadableException.class, reading);
        assertEquals(reason, refusal.reason());
        assertEquals(reason.words(), refusal.getMessage());
    }
}
