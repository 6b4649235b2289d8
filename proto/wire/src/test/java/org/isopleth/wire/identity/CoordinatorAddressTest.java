package org.isopleth.wire.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinatorAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"localhost:7443", "127.0.0.1:1", "[::1]:65535", "coordinator.example.org:443"})
    void an_address_is_written_as_it_is_read(String text) {
        assertEquals(text, CoordinatorAddress.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "localhost:",
                ":7443",
                "localhost:0",
                "localhost:65536",
                "::1:7443",
                "a b:1",
                "-x:1",
                "https://host:1",
                "host:1/path",
                "host:99999999"
            })
    void anything_else_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> CoordinatorAddress.parse(text));
    }
}
