package org.isopleth.connector.main;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.permit.DecisionFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth connector permits DIR list|approve|refuse [STUDY]`: shows which studies wait for a decision
/// and what each would let leave, and decides. It works beside the running connector, which takes the
/// decision within a second or two.
@Command(
        name = "permits",
        description = "Lists the studies that wait for a decision; approves or refuses one.",
        mixinStandardHelpOptions = true)
final class PermitsCommand implements Callable<Integer> {
    private static final int SHORTEST_PREFIX = 8;

    private final SecureRandom random;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before the call.
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The connector's folder.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private Path folder;

    @Parameters(index = "1", paramLabel = "ACTION", description = "list, approve or refuse.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private String action;

    @Parameters(
            index = "2",
            arity = "0..1",
            defaultValue = "",
            paramLabel = "STUDY",
            description = "The study's digest, or at least its first 8 digits.")
    @SuppressWarnings("NullAway.Init") // Has a default, so picocli sets it.
    private String study;

    PermitsCommand(SecureRandom random) {
        this.random = random;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        return CommandProblems.told(spec.commandLine().getErr(), () -> {
            if (!Files.isDirectory(folder)) {
                throw new CommandException(folder + " is no folder: name the connector's folder");
            }
            DecisionFolder decisions = new DecisionFolder(folder, random);
            switch (action) {
                case "list" -> list(decisions, out);
                case "approve" -> decide(decisions, DecisionFolder.Choice.APPROVE, out);
                case "refuse" -> decide(decisions, DecisionFolder.Choice.REFUSE, out);
                default -> throw new CommandException("'" + action + "' is no action: use list, approve or refuse");
            }
            out.flush();
            return ExitCode.OK;
        });
    }

    private static void list(DecisionFolder decisions, PrintWriter out) {
        List<Digest> waiting = decisions.waiting();
        if (waiting.isEmpty()) {
            out.println("No study waits for a decision.");
        }
        waiting.forEach(id -> out.println(decisions.page(id)));
    }

    private void decide(DecisionFolder decisions, DecisionFolder.Choice choice, PrintWriter out) {
        Digest id = waiting(decisions);
        decisions.decide(id, choice);
        out.println("Decided: " + choice.word() + " study " + id
                + ". The running connector signs it and answers the coordinator.");
    }

    private Digest waiting(DecisionFolder decisions) {
        String wanted = study.toLowerCase(Locale.ROOT);
        if (wanted.length() < SHORTEST_PREFIX) {
            throw new CommandException("name the study by at least the first " + SHORTEST_PREFIX
                    + " digits of its digest, as 'permits " + folder + " list' shows it");
        }
        List<Digest> found = decisions.waiting().stream()
                .filter(id -> id.hex().startsWith(wanted))
                .toList();
        if (found.size() != 1) {
            throw new CommandException(
                    (found.isEmpty() ? "no study" : "more than one study") + " whose digest begins with " + wanted
                            + " waits for a decision: see 'permits " + folder + " list'");
        }
        return found.getFirst();
    }
}
