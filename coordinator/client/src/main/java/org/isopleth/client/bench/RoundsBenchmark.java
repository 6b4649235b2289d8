package org.isopleth.client.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.isopleth.analysis.Analyses;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.client.CommandFailure;
import org.isopleth.client.local.Consortium;
import org.isopleth.client.local.WorkFolder;
import org.isopleth.client.remote.CoordinatorClient;
import org.isopleth.client.study.StudyReader;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.round.RoundId;
import org.isopleth.study.Study;

/// Rounds of a synthetic consortium on this machine, measured from outside: a round lasts from its
/// opening to the opening of the next, by the times the coordinator stores its events with. For one thread.
///
/// @param plan what is measured
/// @param work an empty folder
/// @param recordings what the programs record of themselves
/// @param say shows a line of progress
record RoundsBenchmark(
        RoundsPlan plan, WorkFolder work, RoundRecordings recordings, InstantSource clock, Consumer<String> say) {

    /// Runs all rounds and ends the programs.
    RoundsMeasured run(Consortium consortium) throws InterruptedException {
        ProcessHandle coordinator = consortium.found();
        say.accept(plan.sites() + " synthetic sites and a scientist enrol");
        List<String> names = plan.names();
        for (int i = 0; i < names.size(); i++) {
            work.make(names.get(i), plan.site(i));
            consortium.enrolHospital(names.get(i));
        }
        consortium.enrolScientist();
        say.accept("Every site starts its connector");
        for (int i = 0; i < names.size(); i += 4) {
            consortium.start(names.subList(i, Math.min(names.size(), i + 4)));
        }
        say.accept(plan.warmUp() + " rounds to warm up and " + plan.rounds() + " that count, of " + plan.length()
                + " values");
        Watched watched = watch(coordinator);
        double peakMib = peakMib(coordinator);
        consortium.close();
        return new RoundsMeasured(
                plan, watched.seconds(), watched.cpu(), peakMib, recordings.split(watched.from(), watched.to(), plan));
    }

    /// What was seen of the counted rounds.
    ///
    /// @param seconds of each
    /// @param cpu of the coordinator, in all of them
    /// @param from when the first opened
    /// @param to when the last was over
    private record Watched(List<Double> seconds, Duration cpu, Instant from, Instant to) {}

    private Watched watch(ProcessHandle coordinator) {
        Path document = work.path().resolve("study.yaml");
        try {
            Files.writeString(document, plan.study());
        } catch (IOException e) {
            throw new UncheckedIOException("the study cannot be written", e);
        }
        Study study = new StudyReader(Vocabulary.bundled(), Analyses.all())
                .read(document)
                .study();
        List<Instant> openings = new ArrayList<>();
        List<Duration> cpu = new ArrayList<>();
        List<String> outcome = new ArrayList<>();
        try (CoordinatorClient client = CoordinatorClient.open(work.path().resolve(Consortium.SCIENTIST), clock)) {
            Digest digest = client.submit(study);
            client.watch(digest, event -> {
                switch (event.text("event")) {
                    case "masked-round-opened", "round-opened", "analysis-ended" -> {
                        if (event.find("round").isPresent() && event.integer("round") == RoundId.TOTALS) {
                            return;
                        }
                        openings.add(Instant.parse(event.text("at")));
                        cpu.add(cpu(coordinator));
                        tell(openings);
                    }
                    case "site-lost" -> throw lost(event);
                    case "study-ended" -> outcome.add(event.text("outcome"));
                    default -> {
                        // What leads to the rounds is not measured.
                    }
                }
            });
        }
        if (openings.size() != plan.warmUp() + plan.rounds() + 1) {
            throw new CommandFailure("bench", "the study ended after " + openings.size() + " rounds: " + outcome);
        }
        List<Double> seconds = new ArrayList<>();
        for (int i = plan.warmUp(); i < plan.warmUp() + plan.rounds(); i++) {
            seconds.add(Duration.between(openings.get(i), openings.get(i + 1)).toNanos() / 1e9);
        }
        return new Watched(
                seconds, cpu.getLast().minus(cpu.get(plan.warmUp())), openings.get(plan.warmUp()), openings.getLast());
    }

    private void tell(List<Instant> openings) {
        if (openings.size() > 1) {
            Duration last = Duration.between(openings.get(openings.size() - 2), openings.getLast());
            say.accept("  round " + (openings.size() - 1) + ": " + last.toMillis() + " ms");
        }
    }

    private static CommandFailure lost(Json.Obj event) {
        return new CommandFailure(
                event.text("site"), "was lost (" + event.text("reason") + "); its connector.log says why");
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// The most memory the process ever held, in MiB, as Linux counts it; 0 where it does not say.
    private static double peakMib(ProcessHandle process) {
        try {
            Optional<String> line = Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(each -> each.startsWith("VmHWM:"))
                    .findFirst();
            return line.map(text -> Double.parseDouble(text.replaceAll("\\D", "")) / 1024)
                    .orElse(0.0);
        } catch (IOException e) {
            return 0;
        }
    }
}
