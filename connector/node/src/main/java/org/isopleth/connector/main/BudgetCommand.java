package org.isopleth.connector.main;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth connector budget DIR show [--json]`: what the releases with noise have cost the patients, this
/// year and ever, as the connector last said it.
@Command(
        name = "budget",
        description = "Shows the privacy budgets: what may be spent, what was spent this year and ever.",
        mixinStandardHelpOptions = true)
final class BudgetCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before the call.
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The connector's folder.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private Path folder;

    @Parameters(index = "1", paramLabel = "ACTION", description = "show.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private String action;

    @Option(names = "--json", description = "Print it as JSON, with every digit.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        return CommandProblems.told(spec.commandLine().getErr(), () -> {
            if (!action.equals("show")) {
                throw new CommandException("'" + action + "' is no action: use show");
            }
            Json.Obj budget = read();
            if (json) {
                out.println(CanonicalJson.text(budget));
            } else {
                lines(out, budget);
            }
            out.flush();
            return ExitCode.OK;
        });
    }

    private Json.Obj read() {
        Path file = folder.resolve(BudgetFile.NAME);
        if (!Files.exists(file)) {
            throw new CommandException(
                    file + " is not there: start the connector once, or name the connector's folder");
        }
        try {
            return CanonicalJson.parse(Files.readAllBytes(file)).asObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonException e) {
            throw new CommandException(file + " is damaged: start the connector, which writes it again");
        }
    }

    private static void lines(PrintWriter out, Json.Obj budget) {
        List<Json> accounts = budget.list("accounts");
        if (accounts.isEmpty()) {
            out.println("No privacy budget is set, so that no release with noise leaves: see privacy-budget in the"
                    + " policy.");
        }
        for (Json item : accounts) {
            Json.Obj account = item.asObject();
            out.println("account   " + account.text("account") + ", as of " + budget.text("at"));
            out.println("allowed   epsilon " + plain(account.number("epsilonAYear")) + " a year, "
                    + plain(account.number("epsilonARelease")) + " a release, delta " + account.number("delta"));
            out.println("year      " + spent(account.object("year")) + " within 366 days");
            out.println("lifetime  " + spent(account.object("lifetime")) + ", in " + account.integer("releases")
                    + " releases, " + account.integer("neverLeft") + " of which never left");
        }
    }

    private static String spent(Json.Obj claim) {
        return "epsilon " + up(claim.number("epsilon")) + " spent (" + up(claim.number("epsilonIfOthersCollude"))
                + " if all others collude)";
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /// Four decimals, never less than it is.
    private static String up(double epsilon) {
        return BigDecimal.valueOf(epsilon).setScale(4, RoundingMode.CEILING).toPlainString();
    }
}
