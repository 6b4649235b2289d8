package org.isopleth.client.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.isopleth.client.CommandFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
    @TempDir
    Path folder;

    @Test
    void the_next_demo_replaces_what_the_last_one_left() throws IOException {
        WorkFolder work = new WorkFolder(folder.resolve("work"));
        work.renew().close();
        Files.createDirectories(work.path().resolve("avon/state"));
        Files.writeString(work.path().resolve("avon/state/old"), "old");
        work.renew().close();
        assertEquals(List.of("isopleth-demo"), names(work.path()));
    }

    @Test
    void a_demo_does_not_take_the_folder_of_one_that_runs() throws IOException {
        WorkFolder work = new WorkFolder(folder.resolve("work"));
        try (WorkFolder.Held _ = work.renew()) {
            Files.writeString(work.path().resolve("running"), "do not touch");
            assertRefused(work, "another demo or benchmark runs in this folder");
            assertTrue(Files.exists(work.path().resolve("running")));
        }
        work.renew().close();
        assertEquals(List.of("isopleth-demo"), names(work.path()));
    }

    @Test
    void an_empty_folder_is_taken_and_somebody_elses_is_not() throws IOException {
        WorkFolder work = new WorkFolder(Files.createDirectory(folder.resolve("empty")));
        work.renew().close();
        WorkFolder thesis = new WorkFolder(Files.createDirectory(folder.resolve("thesis")));
        Files.writeString(thesis.path().resolve("thesis.txt"), "mine");
        assertRefused(thesis, "was not made by a demo");
        assertEquals(List.of("thesis.txt"), names(thesis.path()));
        assertRefused(new WorkFolder(Files.writeString(folder.resolve("file"), "mine")), "was not made by a demo");
    }

    private static void assertRefused(WorkFolder work, String words) {
        CommandFailure failure = assertThrows(CommandFailure.class, work::renew);
        assertTrue(failure.lines().getFirst().contains(words), failure.lines().toString());
        assertTrue(
                failure.lines().getFirst().startsWith(work.path() + ": "),
                failure.lines().toString());
    }

    private static List<String> names(Path of) throws IOException {
        try (Stream<Path> inside = Files.list(of)) {
            return inside.map(one -> String.valueOf(one.getFileName())).sorted().toList();
        }
    }
}
