package org.isopleth.client.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.isopleth.canonical.Json;
import org.isopleth.client.CommandFailure;
import org.isopleth.client.local.Consortium;
import org.isopleth.client.local.WorkFolder;

/// The demo on the survival of real patients, step by step. For one thread.
final class LungDemo implements Demo {
    private final Path home;
    private final Path documents;
    private final WorkFolder work;
    private final InstantSource clock;
    private final Consumer<String> say;

    LungDemo(Path home, WorkFolder work, InstantSource clock, Consumer<String> say) {
        this.home = home;
        this.documents = home.resolve("deploy/demo");
        this.work = work;
        this.clock = clock;
        this.say = say;
    }

    @Override
    public DemoOutcome run(Consortium consortium) throws InterruptedException {
        var start = clock.instant();
        consortium.found();
        say.accept("Four hospitals and a scientist enrol");
        List<Runnable> preparations = new ArrayList<>();
        Hospital.ALL.forEach(hospital -> preparations.add(() -> prepare(hospital, consortium)));
        preparations.add(consortium::enrolScientist);
        Consortium.together(preparations);
        say.accept("Every hospital starts its connector");
        List<String> hospitals = Hospital.ALL.stream().map(Hospital::name).toList();
        consortium.start(hospitals);
        say.accept("The scientist submits the study");
        Json.Obj results = new DemoStudy(documents.resolve("study.yaml"), work.path(), clock, say).run();
        say.accept("Stopping the programs, verifying the five ledgers");
        consortium.close();
        List<DemoLedger> ledgers = DemoLedger.all(work, hospitals);
        double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
        return new PooledComparison(
                results, PooledFit.of(documents), ledgers, work.path().resolve("result"), seconds);
    }

    private void prepare(Hospital hospital, Consortium consortium) {
        Path folder = work.copy(documents.resolve(hospital.name()), hospital.name());
        Path script = folder.resolve("patients.sql");
        if (Files.exists(script)) {
            loadDatabase(folder, script);
        }
        consortium.enrolHospital(hospital.name());
        say.accept(hospital.name() + " (" + hospital.words() + ") has enrolled");
    }

    /// Fills a hospital's own database, as its own software would have.
    private void loadDatabase(Path folder, Path script) {
        Path libraries = home.resolve("connector/node/target/lib");
        try (Stream<Path> jars = Files.list(libraries)) {
            Path h2 = jars.filter(jar -> String.valueOf(jar.getFileName()).matches("h2-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new CommandFailure(libraries.toString(), "the H2 database is missing"));
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            h2.toString(),
                            "org.h2.tools.RunScript",
                            "-url",
                            "jdbc:h2:file:" + folder.resolve("hospital"),
                            "-user",
                            "reader",
                            "-password",
                            Files.readString(folder.resolve("database.password"))
                                    .strip(),
                            "-script",
                            script.toString())
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new CommandFailure(script.toString(), "the database could not be filled: " + printed.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a hospital's database cannot be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("demo", "interrupted");
        }
    }
}
