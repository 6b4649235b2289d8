package org.isopleth.itest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rules of the root POM fail a build that breaks them: a copy of it, in a folder of its own, is
/// given bad sources. Offline, with what the build of this module has fetched already.
class BuildRulesTest {
    private static final Path ROOT = Path.of(System.getProperty("isopleth.root", "."));

    /// A build takes seconds; this is for a machine that does much else.
    private static final long LONGEST_MINUTES = 5;

    private static final String CHILD = """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <parent>
            <groupId>org.isopleth</groupId>
            <artifactId>isopleth</artifactId>
            <version>0.1.0</version>
            <relativePath>../pom.xml</relativePath>
          </parent>
          <artifactId>isopleth-sample</artifactId>
          <dependencies>
            <dependency>
              <groupId>org.jspecify</groupId>
              <artifactId>jspecify</artifactId>
            </dependency>
          </dependencies>
        </project>
        """;

    /// What a build said.
    private record Built(int exit, String output) {}

    @TempDir
    private Path copy;

    @BeforeEach
    void copyTheRules() throws IOException {
        Files.copy(ROOT.resolve("pom.xml"), copy.resolve("pom.xml"));
        Files.createDirectory(copy.resolve(".mvn"));
        write("sample/pom.xml", CHILD);
        write("sample/src/main/java/sample/package-info.java", """
            /// Bad on purpose.
            @NullMarked
            package sample;

            import org.jspecify.annotations.NullMarked;
            """);
    }

    @Test
    void a_file_that_is_not_formatted_fails_the_build() throws IOException, InterruptedException {
        write("deploy/build/Format.java", Files.readString(ROOT.resolve("deploy/build/Format.java")));
        write("Formatted.java", "final class Formatted {}\n");
        write("Unformatted.java", "final   class Unformatted { }\n");
        Built built = build(copy, "-N", "validate");
        assertNotEquals(0, built.exit());
        assertTrue(built.output().contains("Unformatted.java"), built.output());
        assertFalse(built.output().contains("./Formatted.java"), built.output());
        assertTrue(built.output().contains("mvn -N validate -Dformat.mode=apply"), built.output());
    }

    @Test
    void a_null_that_is_dereferenced_fails_the_build() throws IOException, InterruptedException {
        write("sample/src/main/java/sample/Dereference.java", """
            package sample;

            import org.jspecify.annotations.Nullable;

            final class Dereference {
                static int length(@Nullable String text) {
                    return text.length();
                }
            }
            """);
        refused("[NullAway] dereferenced expression");
    }

    @Test
    void a_warning_of_error_prone_fails_the_build() throws IOException, InterruptedException {
        write("sample/src/main/java/sample/Unread.java", """
            package sample;

            final class Unread {
                static int two() {
                    int three = 3;
                    return 2;
                }
            }
            """);
        refused("warnings found and -Werror specified");
    }

    private void refused(String why) throws IOException, InterruptedException {
        Built built = build(copy.resolve("sample"), "compile");
        assertNotEquals(0, built.exit());
        assertTrue(built.output().contains(why), built.output());
    }

    private static Built build(Path folder, String... goals) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(property("maven.home"), "bin", "mvn").toString(),
                "-o",
                "-B",
                "-Dmaven.repo.local=" + property("isopleth.maven.repository")));
        command.addAll(List.of(goals));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES), "the build did not end");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Built(process.exitValue(), Files.readString(output));
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name + " is set by the POM of this module");
    }

    private void write(String name, String text) throws IOException {
        Path file = copy.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
