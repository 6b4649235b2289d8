package org.isopleth.client.main;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.LogManager;
import org.isopleth.analysis.Analyses;
import org.isopleth.client.CommandErrors;
import org.isopleth.client.audit.AuditCommand;
import org.isopleth.client.bench.BenchCommand;
import org.isopleth.client.bench.BenchRoundsCommand;
import org.isopleth.client.demo.DemoCommand;
import org.isopleth.client.remote.StudyEnrolCommand;
import org.isopleth.client.remote.StudyListCommand;
import org.isopleth.client.remote.StudyResultCommand;
import org.isopleth.client.remote.StudySubmitCommand;
import org.isopleth.client.report.ReportCommand;
import org.isopleth.client.report.StudyReport;
import org.isopleth.client.study.StudyCommand;
import org.isopleth.client.study.StudyReader;
import org.isopleth.ontology.Concept;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.term.TermId;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `isopleth`: every command but the two programs' own.
@Command(
        name = "isopleth",
        description = "Answers one question over many hospitals' data while the data stays where it is.",
        footer = {
            "",
            "These programs have commands of their own:",
            "  isopleth coordinator --help",
            "  isopleth connector --help",
            "  isopleth radiomics --help"
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "isopleth 0.1.0")
public final class ClientMain implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    private ClientMain() {}

    public static void main(String[] arguments) {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        Vocabulary vocabulary = Vocabulary.bundled();
        Function<TermId, Optional<String>> labels = id -> vocabulary.find(id).map(Concept::label);
        StudyReader reader = new StudyReader(vocabulary, Analyses.all());
        StudyReport report = new StudyReport(labels);
        CommandLine study = StudyCommand.line(reader, report, clock)
                .addSubcommand(new StudyEnrolCommand(clock, random, System.in))
                .addSubcommand(new StudySubmitCommand(reader, clock, labels))
                .addSubcommand(new StudyResultCommand(clock, labels))
                .addSubcommand(new StudyListCommand(clock))
                .addSubcommand(new ReportCommand(report));
        CommandLine commands = new CommandLine(new ClientMain())
                .addSubcommand(study)
                .addSubcommand(AuditCommand.line(clock))
                .addSubcommand(new CommandLine(new BenchCommand()).addSubcommand(new BenchRoundsCommand(clock)))
                .addSubcommand(new DemoCommand(clock));
        // What libraries say to the JDK's logging would come between the lines; every failure is an exception too.
        LogManager.getLogManager().reset();
        CommandErrors.handle(commands, Path.of("isopleth-fault.log"));
        System.exit(commands.execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
