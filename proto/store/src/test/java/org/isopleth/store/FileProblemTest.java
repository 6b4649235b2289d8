package org.isopleth.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

class FileProblemTest {
    @Test
    void a_sentence_for_people_stays_as_it_is() {
        assertEquals(
                "the ledger cannot be written: free the disk",
                FileProblem.line(new UncheckedIOException(
                        "the ledger cannot be written: free the disk", new IOException("28"))));
    }

    @Test
    void what_the_system_said_becomes_the_file_and_what_to_do() {
        assertEquals(
                "/srv/avon/status.txt cannot be read or written: check its owner, its rights and the disk",
                FileProblem.line(new UncheckedIOException(new AccessDeniedException("/srv/avon/status.txt"))));
    }

    @Test
    void without_a_file_the_text_of_the_system_is_not_repeated() {
        assertEquals(
                "a file cannot be read or written: check whether the disk is full",
                FileProblem.line(new UncheckedIOException(new IOException("No space left on device"))));
    }
}
