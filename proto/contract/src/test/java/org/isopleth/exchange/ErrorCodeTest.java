package org.isopleth.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {

    @ParameterizedTest
    @EnumSource
    void each_code_is_found_by_its_word_and_says_what_to_do(ErrorCode code) {
        assertEquals(Optional.of(code), ErrorCode.of(code.word()));
        assertTrue(code.word().matches("[a-z]+(-[a-z]+)*"), code.word());
        assertFalse(code.meaning().isBlank());
        assertFalse(code.remedy().isBlank());
        assertFalse(code.line().contains("\n"));
    }

    @Test
    void an_unknown_word_is_no_code() {
        assertEquals(Optional.empty(), ErrorCode.of("NOT_AUTHENTICATED"));
        assertEquals(Optional.empty(), ErrorCode.of(""));
        assertEquals(Optional.empty(), ErrorCode.of("no-such-code"));
    }
}
