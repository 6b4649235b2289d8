package org.isopleth.connector.main;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.image.ImageConfiguration;
import org.isopleth.connector.permit.PermitPolicy;
import org.isopleth.connector.permit.PermitPolicyFile;
import org.isopleth.connector.permit.PolicyApproval;
import org.isopleth.connector.source.SourcePatience;
import org.isopleth.ontology.document.Document;
import org.isopleth.ontology.document.DocumentNode;
import org.isopleth.ontology.document.DocumentObject;
import org.isopleth.site.KeyFingerprint;
import org.isopleth.store.StoreLocation;

/// What a connector can be told, in `connector.yaml`; without the file every default holds.
///
/// ```yaml
/// connector: 1
/// mappings: [mapping.yaml]   # how local tables become terms; default: mapping.yaml
/// source-login-seconds: 10   # how long a source's database may take to let us in
/// source-answer-seconds: 300 # how long it may take to begin its answer, and for each portion of rows
/// images: {folder: /dicom}   # the hospital's images, see [ImageConfiguration]; default: none
/// policy: policy.yaml        # what may leave; default: policy.yaml, or its defaults when absent
/// data-protection-officer: HEX # SHA-256 of the key that must have signed a policy of a looser profile than strict
/// state: state               # folder for everything that is kept
/// store:                     # default: an H2 database in the folder `state`
///   postgresql: {url: "jdbc:postgresql://db/isopleth", user: isopleth, password-file: db.password}
/// heartbeat-seconds: 20      # how long to be silent on the connection at most
/// largest-blob-mib: 64       # of what the coordinator may send
/// log: connector.log
/// ```
///
/// Paths are relative to the connector's folder. Keys and certificates are in its subfolder `identity`,
/// the published ledger in `ledger`, questions to the person who decides in `permits`.
///
/// @param sources the hospital's tables
/// @param policy what this site allows
/// @param storage where what is kept is kept
/// @param heartbeat how long to be silent on the connection at most
/// @param log the log file
/// @param approval digest of the data protection officer's signature over the policy, if there is one that holds
public record ConnectorConfiguration(
        Sources sources,
        PermitPolicy policy,
        Storage storage,
        Duration heartbeat,
        Path log,
        Optional<Digest> approval) {
    /// The file's name in the connector's folder.
    public static final String FILE = "connector.yaml";

    private static final String POLICY = "policy.yaml";
    private static final long DEFAULT_BLOB_MIB = 64;
    private static final long DEFAULT_HEARTBEAT_SECONDS = 20;
    private static final long MIB = 1024 * 1024;

    /// The hospital's tables.
    ///
    /// @param mappings the mapping documents, in order
    /// @param patience how long a database may keep the connector waiting
    /// @param images the hospital's images, if studies may use them
    public record Sources(List<Path> mappings, SourcePatience patience, Optional<ImageConfiguration> images) {
        public Sources {
            mappings = List.copyOf(mappings);
        }
    }

    /// Where what is kept is kept.
    ///
    /// @param state the folder
    /// @param store the database
    /// @param largestBlobBytes of what the coordinator may send
    public record Storage(Path state, StoreLocation store, long largestBlobBytes) {}

    /// What holds without a file. The policy file is read if there is one.
    ///
    /// @throws org.isopleth.ontology.document.DocumentException when the policy file is wrong
    public static ConnectorConfiguration standard(Path folder) {
        Path state = folder.resolve("state");
        return new ConnectorConfiguration(
                new Sources(List.of(folder.resolve("mapping.yaml")), SourcePatience.STANDARD, Optional.empty()),
                standardPolicy(folder),
                new Storage(state, new StoreLocation.Folder(state.resolve("store")), DEFAULT_BLOB_MIB * MIB),
                Duration.ofSeconds(DEFAULT_HEARTBEAT_SECONDS),
                folder.resolve("connector.log"),
                Optional.empty());
    }

    /// Reads the file, if there is one, and the policy file.
    ///
    /// @throws org.isopleth.ontology.document.DocumentException with every problem found, such as a policy of a
    ///     looser profile that nobody signed
    public static ConnectorConfiguration read(Path folder) {
        Path file = folder.resolve(FILE);
        return Files.exists(file) ? Document.read(file, root -> read(folder, root)) : standard(folder);
    }

    private static ConnectorConfiguration read(Path folder, DocumentNode root) {
        DocumentObject in = root.object(
                        "connector",
                        "mappings",
                        "source-login-seconds",
                        "source-answer-seconds",
                        "images",
                        "policy",
                        "data-protection-officer",
                        "state",
                        "store",
                        "heartbeat-seconds",
                        "largest-blob-mib",
                        "log")
                .requiring("connector");
        in.optional("connector").ifPresent(version -> version.integer(1, 1));
        Path policyFile = folder.resolve(in.text("policy", POLICY));
        PermitPolicy policy = in.has("policy") || Files.exists(policyFile)
                ? PermitPolicyFile.read(policyFile)
                : PermitPolicy.STANDARD;
        Optional<KeyFingerprint> officer =
                in.optional("data-protection-officer").map(ConnectorConfiguration::fingerprint);
        PolicyApproval.require(policyFile, policy, officer);
        long heartbeat = in.integer("heartbeat-seconds", 1, 60, DEFAULT_HEARTBEAT_SECONDS);
        return new ConnectorConfiguration(
                sources(folder, in),
                policy,
                storage(folder, in),
                Duration.ofSeconds(heartbeat),
                folder.resolve(in.text("log", "connector.log")),
                PolicyApproval.held(policyFile, policy, officer));
    }

    private static Sources sources(Path folder, DocumentObject in) {
        List<Path> mappings = in.optional("mappings")
                .map(node -> node.map(item -> folder.resolve(item.text())))
                .orElseGet(() -> List.of(folder.resolve("mapping.yaml")));
        SourcePatience standard = SourcePatience.STANDARD;
        long login = in.integer("source-login-seconds", 1, 300, standard.login().toSeconds());
        long answer =
                in.integer("source-answer-seconds", 1, 86_400, standard.answer().toSeconds());
        return new Sources(
                mappings,
                new SourcePatience(Duration.ofSeconds(login), Duration.ofSeconds(answer)),
                in.optional("images").map(node -> ImageConfiguration.read(folder, node)));
    }

    private static PermitPolicy standardPolicy(Path folder) {
        Path file = folder.resolve(POLICY);
        PermitPolicy policy = Files.exists(file) ? PermitPolicyFile.read(file) : PermitPolicy.STANDARD;
        PolicyApproval.require(file, policy, Optional.empty());
        return policy;
    }

    private static KeyFingerprint fingerprint(DocumentNode node) {
        try {
            return new KeyFingerprint(new Digest(node.text()));
        } catch (IllegalArgumentException e) {
            throw node.problem("expected the SHA-256 of a public key: 64 lower-case hexadecimal digits, as"
                    + " 'isopleth connector policy sign' prints them");
        }
    }

    private static Storage storage(Path folder, DocumentObject in) {
        Path state = folder.resolve(in.text("state", "state"));
        StoreLocation store = in.optional("store")
                .map(node -> database(folder, node))
                .orElseGet(() -> new StoreLocation.Folder(state.resolve("store")));
        long mib = in.integer("largest-blob-mib", 1, 4096, DEFAULT_BLOB_MIB);
        return new Storage(state, store, mib * MIB);
    }

    private static StoreLocation database(Path folder, DocumentNode node) {
        DocumentNode database =
                node.object("postgresql").requiring("postgresql").required("postgresql");
        DocumentObject in = database.object("url", "user", "password-file").requiring("url", "user", "password-file");
        try {
            return new StoreLocation.PostgreSql(
                    in.text("url"), in.text("user"), folder.resolve(in.text("password-file")));
        } catch (IllegalArgumentException e) {
            throw database.problem(String.valueOf(e.getMessage()));
        }
    }
}
