package org.isopleth.client.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.isopleth.client.CommandFailure;
import org.isopleth.client.local.Consortium;

/// What Java's flight recorder sees of the programs that are measured: samples of the processors' time, with
/// who used it, and every wait for the disk. The programs themselves know nothing of it. Thread-safe.
///
/// @param folder where the recordings go
record RoundRecordings(Path folder) {
    private static final String SAMPLE = "jdk.CPUTimeSample";
    private static final String FORCE = "jdk.FileForce";

    /// The option of Java that records a member's program until it ends.
    String option(String member) {
        return "-XX:StartFlightRecording:filename=" + file(member)
                + ",settings=none,dumponexit=true"
                + ",+" + SAMPLE + "#enabled=true,+" + SAMPLE + "#throttle=10ms"
                + ",+" + FORCE + "#enabled=true,+" + FORCE + "#threshold=0ms,+" + FORCE + "#stackTrace=false";
    }

    private Path file(String member) {
        return folder.resolve(member + ".jfr");
    }

    /// Where the time between two instants went, for one round. One site is recorded and counts for all.
    ///
    /// @throws CommandFailure when a recording is missing: the programs have not ended yet
    RoundSplit split(Instant from, Instant to, RoundsPlan plan) {
        int rounds = plan.rounds();
        return new RoundSplit(
                read(Consortium.COORDINATOR, from, to, 1.0 / rounds),
                read(plan.names().getFirst(), from, to, (double) plan.sites() / rounds));
    }

    private Map<String, Double> read(String member, Instant from, Instant to, double weight) {
        Map<String, Double> seconds = new TreeMap<>();
        try (RecordingFile recording = new RecordingFile(file(member))) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (event.getStartTime().isBefore(from) || event.getStartTime().isAfter(to)) {
                    continue;
                }
                switch (event.getEventType().getName()) {
                    case SAMPLE ->
                        seconds.merge(
                                RoundSplit.of(classes(event)),
                                weight * event.getDuration("samplingPeriod").toNanos() / 1e9,
                                Double::sum);
                    case FORCE ->
                        seconds.merge(
                                RoundSplit.DISK_WAIT,
                                weight * event.getDuration().toNanos() / 1e9,
                                Double::sum);
                    default -> {
                        // What the recorder says of itself.
                    }
                }
            }
        } catch (IOException e) {
            throw new CommandFailure(file(member).toString(), "this recording cannot be read; run again");
        }
        return seconds;
    }

    private static List<String> classes(RecordedEvent event) {
        return event.getStackTrace() == null
                ? List.of()
                : event.getStackTrace().getFrames().stream()
                        .map(frame -> frame.getMethod().getType().getName())
                        .toList();
    }
}
