package org.isopleth.client.audit;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `isopleth audit`: groups what an auditor can do; alone it explains itself.
@Command(
        name = "audit",
        description = "Verify what a program wrote down about itself, offline.",
        mixinStandardHelpOptions = true,
        subcommands = AuditVerifyCommand.class)
public final class AuditCommand implements Runnable {
    // Set by picocli before anything runs.
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    /// Made by picocli.
    public AuditCommand() {}

    @Override
    public void run() {
        CommandLine command = spec.commandLine();
        command.usage(command.getOut());
    }
}
