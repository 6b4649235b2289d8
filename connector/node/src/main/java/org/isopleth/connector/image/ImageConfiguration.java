package org.isopleth.connector.image;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.isopleth.ontology.document.DocumentNode;
import org.isopleth.ontology.document.DocumentObject;

/// What a connector is told of its hospital's images, in the section `images` of `connector.yaml`.
///
/// ```yaml
/// images:
///   folder: /data/dicom            # or dicomweb, below
///   modalities: [CT]               # of CT, MR and PT
///   regions: regions.yaml          # the hospital's own names and times of imaging; default: the standard's
///   settings: [settings.yaml]      # measured at every import; a study's own are measured when it asks
///   patient-id: {remove-prefix: HOSP-, strip-leading-zeros: true, add-prefix: P}
/// ```
///
/// @param place where the images are
/// @param modalities that are of use
/// @param regions the hospital's own names of regions, and its times of imaging
/// @param settings files of settings that are measured at every import
/// @param patientId from PatientID to the tables' key
public record ImageConfiguration(
        Place place, Set<String> modalities, Optional<Path> regions, List<Path> settings, PatientIdRule patientId) {
    public ImageConfiguration {
        modalities = Set.copyOf(modalities);
        settings = List.copyOf(settings);
    }

    /// Where images are.
    public sealed interface Place {}

    /// In a folder.
    public record Folder(Path folder) implements Place {}

    /// In an archive that speaks DICOMweb.
    ///
    /// ```yaml
    /// dicomweb: {url: "https://pacs.hospital.example/dicom-web", trust: ca.pem, token-file: pacs.token}
    /// dicomweb: {url: "https://pacs.hospital.example/dicom-web", user: isopleth, password-file: pacs.password}
    /// ```
    ///
    /// @param url before `/studies`
    /// @param trust certificates that the archive's must come from (PEM); absent: those Java trusts
    /// @param login how to say who asks
    public record DicomWeb(URI url, Optional<Path> trust, Login login) implements Place {}

    /// How to say who asks. Secrets are in files of their owner (0600).
    public sealed interface Login {}

    /// Nothing is said: the archive knows the address.
    public record Nobody() implements Login {}

    /// HTTP Basic (RFC 7617).
    public record User(String name, Path passwordFile) implements Login {}

    /// A bearer token (RFC 6750).
    public record Token(Path file) implements Login {}

    /// Reads the section.
    ///
    /// @param folder to which paths are relative
    public static ImageConfiguration read(Path folder, DocumentNode node) {
        DocumentObject in = node.object("folder", "dicomweb", "modalities", "regions", "settings", "patient-id");
        if (in.has("folder") == in.has("dicomweb")) {
            throw node.problem("images are either in a 'folder' or in an archive, 'dicomweb'");
        }
        Place place = in.optional("dicomweb")
                .map(archive -> dicomWeb(folder, archive))
                .orElseGet(() -> new Folder(folder.resolve(in.text("folder"))));
        Set<String> modalities = new TreeSet<>();
        in.optionalList("modalities").forEach(item -> modalities.add(item.oneOf("CT", "MR", "PT")));
        return new ImageConfiguration(
                place,
                modalities.isEmpty() ? Set.of("CT") : modalities,
                in.optionalText("regions").map(folder::resolve),
                in.optionalList("settings").stream()
                        .map(item -> folder.resolve(item.text()))
                        .toList(),
                in.optional("patient-id").map(ImageConfiguration::rule).orElse(PatientIdRule.NONE));
    }

    private static PatientIdRule rule(DocumentNode node) {
        DocumentObject in = node.object("remove-prefix", "strip-leading-zeros", "add-prefix");
        try {
            return new PatientIdRule(
                    in.text("remove-prefix", ""), in.flag("strip-leading-zeros", false), in.text("add-prefix", ""));
        } catch (IllegalArgumentException e) {
            throw node.problem(String.valueOf(e.getMessage()));
        }
    }

    private static Place dicomWeb(Path folder, DocumentNode node) {
        DocumentObject in = node.object("url", "trust", "user", "password-file", "token-file")
                .requiring("url");
        if (in.has("user") != in.has("password-file") || (in.has("user") && in.has("token-file"))) {
            throw node.problem("an archive is asked with 'user' and 'password-file', with 'token-file', or with none");
        }
        URI url;
        try {
            url = URI.create(in.text("url"));
        } catch (IllegalArgumentException e) {
            throw in.required("url").problem("url is no address such as https://pacs.example/dicom-web");
        }
        boolean loopback = "127.0.0.1".equals(url.getHost()) || "localhost".equals(url.getHost());
        if (url.getHost() == null
                || url.getUserInfo() != null
                || !("https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && loopback))) {
            throw in.required("url")
                    .problem("url must begin with https:// and hold no password; http:// is for this machine alone");
        }
        Login login = in.optionalText("user")
                .<Login>map(user -> new User(user, folder.resolve(in.text("password-file"))))
                .or(() -> in.optionalText("token-file").map(file -> new Token(folder.resolve(file))))
                .orElseGet(Nobody::new);
        return new DicomWeb(url, in.optionalText("trust").map(folder::resolve), login);
    }
}
