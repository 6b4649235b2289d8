package org.isopleth.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultLogTest {
    @TempDir
    Path folder;

    @Test
    void a_trace_has_classes_and_lines_and_no_text_of_an_exception() throws IOException {
        Path file = folder.resolve("fault.log");
        String line = new FaultLog(file).keep(new IllegalStateException("patient 4711", new IOException("age 83")));
        assertEquals("internal: a fault of the program, not of your input; the trace is in " + file, line);
        String log = Files.readString(file);
        assertTrue(log.contains("java.lang.IllegalStateException") && log.contains("java.io.IOException"), log);
        assertFalse(log.contains("4711") || log.contains("age 83"), log);
    }

    @Test
    void a_trace_that_cannot_be_written_is_told_too() {
        assertTrue(new FaultLog(folder.resolve("no/such/folder/log"))
                .keep(new IllegalStateException())
                .endsWith("no trace could be written"));
    }
}
