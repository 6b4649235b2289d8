package org.isopleth.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher in a small checkout of its own, with a JDK and a Maven that only say that they were called.
class LauncherTest {
    private static final Path ROOT = Path.of(System.getProperty("isopleth.root", "."));
    private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-01-01T00:00:10Z");

    private static final String OLDER = "isopleth: warning: these programs are older than their sources; stop what runs"
            + " from %s and run 'mvn clean package -DskipTests' there";

    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "connector/node", List.of("proto/contract", "proto/store", "ontology"),
            "connector/radiomics", List.of("proto/contract", "ontology"),
            "coordinator/server", List.of("proto/contract", "proto/store"),
            "coordinator/client", List.of("proto/contract", "ontology"));

    @TempDir
    private Path work;

    private Path home;
    private Path tools;

    @BeforeEach
    void checkOut() throws IOException {
        home = Files.createDirectory(work.resolve("home of isopleth")).toRealPath();
        tools = Files.createDirectories(work.resolve("tools"));
        Files.copy(ROOT.resolve("isopleth"), home.resolve("isopleth"));
        source("pom.xml");
        for (String module : List.of("proto/contract", "proto/store", "ontology")) {
            module(module);
        }
        for (Map.Entry<String, List<String>> program : LIBRARIES.entrySet()) {
            module(program.getKey());
            for (String library : program.getValue()) {
                copy(library, program.getKey());
            }
        }
        script(work.resolve("jdk/bin/java"), """
            if [ "$1" = -version ]; then echo 'openjdk version "25.0.1"' >&2; exit; fi
            for word in "$@"; do
                case "$word" in -Disopleth.home=* | org.isopleth.* | ask | -Xmn*) echo "$word" ;; esac
            done
            """);
        script(tools.resolve("mvn"), "echo built\n");
    }

    @Test
    void what_is_newer_than_its_sources_starts_at_once() throws IOException, InterruptedException {
        assertEquals(
                List.of("-Disopleth.home=" + home, "org.isopleth.coordinator.main.CoordinatorMain", "ask"),
                run(home.resolve("isopleth"), "coordinator", "ask"));
    }

    @Test
    void radiomics_is_a_program_of_its_own() throws IOException, InterruptedException {
        assertEquals(
                List.of("-Disopleth.home=" + home, "org.isopleth.radiomics.main.RadiomicsMain", "ask"),
                run(home.resolve("isopleth"), "radiomics", "ask"));
    }

    @Test
    void many_cases_have_a_large_young_generation_unless_the_heap_is_bounded()
            throws IOException, InterruptedException {
        Path launcher = home.resolve("isopleth");
        for (String many : List.of("--cases", "--folder", "--cases=c.csv")) {
            assertEquals("-Xmn256m", run(launcher, "radiomics", "extract", many).getFirst());
        }
        assertEquals(
                "-Disopleth.home=" + home,
                run(launcher, "radiomics", "extract", "--image").getFirst());
        assertEquals(
                "-Disopleth.home=" + home,
                run(Map.of("ISOPLETH_JAVA_OPTIONS", "-Xmx256m"), launcher, "radiomics", "extract", "--cases")
                        .getFirst());
    }

    @Test
    void through_links_home_is_the_folder_of_the_launcher_itself() throws IOException, InterruptedException {
        Path folder = Files.createDirectory(work.resolve("bin"));
        Path first = Files.createSymbolicLink(folder.resolve("first"), home.resolve("isopleth"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), first.getFileName());
        Path linked = Files.createSymbolicLink(work.resolve("linked"), folder);
        for (Path link : List.of(first, second, linked.resolve("second"))) {
            assertEquals("-Disopleth.home=" + home, run(link).getFirst());
        }
    }

    @Test
    void a_source_that_is_newer_than_its_jar_is_told() throws IOException, InterruptedException {
        Path source = home.resolve("proto/contract/src/main/java/Some.java");
        Files.setLastModifiedTime(source, FileTime.from(LATER.plusSeconds(1)));
        List<String> lines = run(home.resolve("isopleth"), "connector");
        assertEquals(OLDER.formatted(home), lines.getFirst());
        assertEquals("org.isopleth.connector.main.ConnectorMain", lines.getLast());
    }

    @Test
    void a_program_with_another_copy_of_a_jar_is_told() throws IOException, InterruptedException {
        Files.writeString(home.resolve("coordinator/client/target/lib/isopleth-ontology-0.1.0.jar"), "older");
        assertEquals(OLDER.formatted(home), run(home.resolve("isopleth")).getFirst());
    }

    @Test
    void a_program_that_is_missing_is_built() throws IOException, InterruptedException {
        Files.delete(home.resolve("connector/node/target/isopleth-node-0.1.0.jar"));
        List<String> lines = run(home.resolve("isopleth"));
        assertTrue(lines.getFirst().contains("building the programs once"), lines.toString());
        assertTrue(lines.contains("built"), lines.toString());
    }

    @Test
    void a_build_that_fails_starts_nothing() throws IOException, InterruptedException {
        script(tools.resolve("mvn"), "exit 1\n");
        Files.delete(home.resolve("connector/node/target/isopleth-node-0.1.0.jar"));
        List<String> lines = run(home.resolve("isopleth"));
        assertEquals("isopleth: error: the build failed; run 'mvn verify' in " + home + " to see why", lines.getLast());
    }

    private void module(String module) throws IOException {
        source(module + "/pom.xml");
        source(module + "/src/main/java/Some.java");
        Path jar = home.resolve(module + "/target/" + jar(module));
        Files.createDirectories(jar.resolveSibling("lib"));
        Files.writeString(jar, module);
        Files.setLastModifiedTime(jar, FileTime.from(LATER));
    }

    private void copy(String library, String program) throws IOException {
        Files.copy(
                home.resolve(library + "/target/" + jar(library)),
                home.resolve(program + "/target/lib/" + jar(library)));
    }

    private static String jar(String module) {
        return "isopleth-" + Path.of(module).getFileName() + "-0.1.0.jar";
    }

    private void source(String name) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
        Files.setLastModifiedTime(file, FileTime.from(EARLIER));
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> run(Path launcher, String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), launcher, arguments);
    }

    private List<String> run(Map<String, String> environment, Path launcher, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString()).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment().put("ISOPLETH_JAVA_HOME", work.resolve("jdk").toString());
        builder.environment().putAll(environment);
        builder.environment().merge("PATH", tools.toString(), (path, first) -> first + ":" + path);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        return output.lines().toList();
    }
}
