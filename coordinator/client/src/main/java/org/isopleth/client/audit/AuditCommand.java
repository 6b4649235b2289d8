package org.isopleth.client.audit;

import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `isopleth audit`: groups what an auditor can do; alone it explains itself.
@Command(
        name = "audit",
        description = "Verify what programs wrote down about themselves, offline; show, bundle and export it.",
        mixinStandardHelpOptions = true,
        subcommands = {
            AuditVerifyCommand.class,
            AuditShowCommand.class,
            AuditExportCommand.class,
            AuditForwardCommand.class
        })
public final class AuditCommand implements Runnable {
    // Set by picocli before anything runs.
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    /// Made by picocli.
    public AuditCommand() {}

    /// The group with all its commands.
    ///
    /// @param clock at whose time certificates must hold and bundles are dated
    public static CommandLine line(InstantSource clock) {
        return new CommandLine(new AuditCommand())
                .addSubcommand(new AuditBundleCommand(clock))
                .addSubcommand(new AuditPassportCommand(clock));
    }

    @Override
    public void run() {
        CommandLine command = spec.commandLine();
        command.usage(command.getOut());
    }
}
