package org.isopleth.client.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.isopleth.client.CommandFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    @TempDir
    Path folder;

    /// The launcher warns of programs older than their sources, and Java of options it picked up.
    @Test
    void a_warning_is_no_part_of_what_a_command_printed() throws IOException {
        try (Programs programs = launcher("echo 'a warning' >&2; echo '{}'")) {
            assertEquals("{}\n", programs.run("", "coordinator", "invite"));
        }
    }

    @Test
    void a_command_that_fails_is_told_with_what_it_said() throws IOException {
        try (Programs programs = launcher("echo 'isopleth: error: no room' >&2; exit 2")) {
            CommandFailure failure =
                    assertThrows(CommandFailure.class, () -> programs.run("", "coordinator", "invite", "DIR"));
            assertEquals(List.of("isopleth coordinator invite: failed: isopleth: error: no room"), failure.lines());
        }
    }

    private Programs launcher(String script) throws IOException {
        Path launcher = Files.writeString(folder.resolve("isopleth"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        return new Programs(launcher);
    }
}
