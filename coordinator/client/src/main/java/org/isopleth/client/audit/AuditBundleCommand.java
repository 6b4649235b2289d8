package org.isopleth.client.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.isopleth.canonical.Digest;
import org.isopleth.client.CommandFailure;
import org.isopleth.client.ExitCode;
import org.isopleth.client.TerminalText;
import org.isopleth.ledger.KeyCertification;
import org.isopleth.ledger.LedgerFormatException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth audit bundle OUT`: everything an auditor needs to verify a study offline, in one folder or one zip
/// file. Ledgers carry the certified keys that signed them. Not thread-safe.
@Command(
        name = "bundle",
        description = "Put ledgers and the documents of a study together, for an auditor to verify offline.",
        mixinStandardHelpOptions = true)
public final class AuditBundleCommand implements Callable<Integer> {
    private static final int MOST_DOCUMENTS = 200;
    private static final long LARGEST_DOCUMENT = 1L << 26;

    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Parameters(paramLabel = "OUT", description = "the folder to make, or a file that ends in .zip")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path out;

    @Option(
            names = "--ledger",
            required = true,
            paramLabel = "DIR",
            description = "a program's ledger folder; repeat it for each hospital and the coordinator")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private List<Path> ledgers;

    @Option(
            names = "--study",
            paramLabel = "PATH",
            description =
                    "a document of the study (study.yaml, a permit), or the folder of its results; may be repeated")
    private List<Path> documents = new ArrayList<>();

    /// @param clock dates the list
    public AuditBundleCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
            throw new CommandFailure(out.toString(), "is there already; choose another name");
        }
        List<Path> files =
                documents.stream().flatMap(AuditBundleCommand::documents).toList();
        if (files.size() > MOST_DOCUMENTS) {
            throw new CommandFailure("--study", "more than " + MOST_DOCUMENTS + " documents; give fewer");
        }
        try {
            Digest list = out.toString().endsWith(".zip") ? zipped(files) : written(out, files);
            PrintWriter console = spec.commandLine().getOut();
            console.println("bundle of " + ledgers.size() + (ledgers.size() == 1 ? " ledger" : " ledgers") + " and "
                    + files.size() + (files.size() == 1 ? " document: " : " documents: ")
                    + TerminalText.line(out.toString()));
            console.println("SHA-256 of its list, to be told to the auditor by another way: " + list.hex());
            console.flush();
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new CommandFailure(out.toString(), "the bundle could not be written; check the disk and the folder");
        }
    }

    private Digest zipped(List<Path> files) throws IOException {
        Digest list;
        try (FileSystem zip = FileSystems.newFileSystem(out, Map.of("create", "true"))) {
            list = written(zip.getPath("/"), files);
        }
        if (out.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rw-------"));
        }
        return list;
    }

    private Digest written(Path bundle, List<Path> files) throws IOException {
        for (int i = 0; i < ledgers.size(); i++) {
            LedgerFolder ledger = new LedgerFolder(ledgers.get(i));
            String name = (i + 1) + "-" + owner(ledger);
            if (!BundleFiles.copyLedger(
                    ledger, bundle.resolve(AuditBundle.LEDGERS).resolve(name))) {
                throw new CommandFailure(
                        ledgers.get(i).toString(),
                        "changed each time it was copied; copy it first, then bundle the copy");
            }
        }
        for (int i = 0; i < files.size(); i++) {
            String name = (i + 1) + "-" + safe(String.valueOf(files.get(i).getFileName()));
            BundleFiles.copy(files.get(i), bundle.resolve(AuditBundle.DOCUMENTS), name);
        }
        byte[] list = new BundleList(clock.instant(), BundleFiles.listed(bundle)).bytes();
        BundleFiles.write(bundle.resolve(BundleList.PATH), list);
        return Digest.of(list);
    }

    private static String owner(LedgerFolder ledger) {
        try {
            return ledger.read(KeyCertification.PATH)
                    .map(bytes -> safe(KeyCertification.parse(bytes).owner()))
                    .orElseThrow(() -> new CommandFailure(
                            ledger.directory().toString(), "is no ledger; give the folder 'ledger' of a program"));
        } catch (LedgerFormatException e) {
            // A broken ledger is worth bundling: verification says what is wrong with it.
            return "unknown";
        }
    }

    /// A name that is one part of a path, whatever it says.
    private static String safe(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "-");
    }

    private static Stream<Path> documents(Path given) {
        if (!Files.isDirectory(given)) {
            return Stream.of(document(given));
        }
        try (Stream<Path> files = Files.list(given)) {
            return files
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .map(AuditBundleCommand::document)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new CommandFailure(given.toString(), "cannot be read; check its rights");
        }
    }

    private static Path document(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_DOCUMENT) {
                throw new CommandFailure(
                        file.toString(), "is no file of at most " + (LARGEST_DOCUMENT >> 20) + " MiB; give another");
            }
            return file;
        } catch (IOException e) {
            throw new CommandFailure(file.toString(), "cannot be read; check its rights");
        }
    }
}
