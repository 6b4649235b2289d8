package org.isopleth.connector.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.isopleth.canonical.Json;
import org.isopleth.connector.image.ImageRequests;
import org.isopleth.store.FolderLock;
import org.isopleth.store.StoreInUseException;

/// Asks the program that has the store open, most often a running connector, and waits for what it says. For one
/// thread.
final class RunningConnector {
    private static final Duration POLL = Duration.ofMillis(500);

    /// How many times the answer is looked for before it is asked whether anybody can still give one.
    private static final int PATIENCE = 10;

    private final Path folder;
    private final Path state;
    private final ImageRequests requests;
    private final Consumer<String> tell;
    private String told = "";

    /// @param folder the connector's
    /// @param state the folder for everything that is kept
    /// @param tell hears how far it is
    RunningConnector(Path folder, Path state, SecureRandom random, Consumer<String> tell) {
        this.folder = folder;
        this.state = state;
        this.requests = new ImageRequests(state, random);
        this.tell = tell;
    }

    /// @param stopped what to say when it ends before it answers
    /// @throws CommandException when it does
    ImageAnswer ask(ImageRequests.Wish wish, String stopped) throws InterruptedException {
        ImageRequests.Request request = requests.ask(wish);
        try {
            for (int looked = 1; ; looked++) {
                boolean answerable = looked % PATIENCE != 0 || isRunning();
                Optional<Json.Obj> answer = requests.take(request);
                if (answer.isPresent()) {
                    return ImageAnswer.read(answer.get());
                }
                if (!answerable) {
                    throw new CommandException(stopped);
                }
                if (looked % PATIENCE == 0) {
                    tellProgress();
                }
                Thread.sleep(POLL);
            }
        } finally {
            requests.withdraw(request);
        }
    }

    /// The operating system frees the lock when the program that has it ends, however it ends.
    private boolean isRunning() {
        try {
            FolderLock.ofProgram(state).close();
            return false;
        } catch (StoreInUseException e) {
            return true;
        }
    }

    private void tellProgress() {
        String now = progress();
        if (!now.isEmpty() && !now.equals(told)) {
            told = now;
            tell.accept(now);
        }
    }

    private String progress() {
        try {
            return Files.readAllLines(folder.resolve(StatusFile.NAME)).stream()
                    .filter(line -> line.startsWith(StatusFile.IMAGES))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            // The connector has not written it yet; how far it is can be seen later.
            return "";
        }
    }
}
