package org.isopleth.connector.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.store.PrivateFiles;
import org.isopleth.wire.identity.OwnerOnlyFiles;

/// An archive that speaks DICOMweb: series are found with QIDO-RS (PS3.18, 10.6) and brought with WADO-RS (10.4)
/// into a spool folder of this site's user alone, which is emptied after each series. For one thread.
///
/// A series counts as changed when its number of instances does: the standard gives an instance that changes
/// another identifier, and most archives another series. A series of which another number of instances comes than the
/// archive lists is refused.
final class DicomWebImages implements ImageSource {
    private static final int STUDIES_AT_ONCE = 100;
    private static final int MOST_STUDIES = 10_000_000;
    private static final int LARGEST_LIST = 64 << 20;
    private static final long LARGEST_FILE = 4L << 30;
    private static final long LARGEST_SERIES = 16L << 30;
    private static final int MOST_INSTANCES = 100_000;
    private static final Set<String> REGIONS = Set.of("RTSTRUCT", "SEG");

    private static final String PATIENT_ID = "00100020";
    private static final String STUDY_DATE = "00080020";
    private static final String STUDY = "0020000D";
    private static final String SERIES = "0020000E";
    private static final String MODALITY = "00080060";
    private static final String INSTANCES = "00201209";

    private final DicomWebClient client;
    private final Set<String> modalities;
    private final Identities identities;
    private final Path spool;
    private final SecureRandom random;

    private DicomWebImages(
            DicomWebClient client, Set<String> modalities, Identities identities, Path spool, SecureRandom random) {
        this.client = client;
        this.modalities = Set.copyOf(modalities);
        this.identities = identities;
        this.spool = spool;
        this.random = random;
    }

    /// Empties the spool folder of what a killed import left, and reads the login.
    static DicomWebImages open(
            ImageConfiguration.DicomWeb archive,
            Set<String> modalities,
            Identities identities,
            Path spool,
            SecureRandom random) {
        return open(DicomWebClient.open(archive, Duration.ofSeconds(1), 6), modalities, identities, spool, random);
    }

    static DicomWebImages open(
            DicomWebClient client, Set<String> modalities, Identities identities, Path spool, SecureRandom random) {
        if (java.nio.file.Files.exists(spool)) {
            OwnerOnlyFiles.discardFolder(spool);
        }
        PrivateFiles.createFolder(spool);
        return new DicomWebImages(client, modalities, identities, spool, random);
    }

    @Override
    public void list(ImageIndex index, Progress progress) {
        index.begin();
        long studies = 0;
        for (String modality : new TreeSet<>(modalities)) {
            for (int offset = 0; offset < MOST_STUDIES; offset += STUDIES_AT_ONCE) {
                List<Json> page = query("/studies?ModalitiesInStudy=" + modality + "&includefield=" + PATIENT_ID
                        + "&includefield=" + STUDY_DATE + "&limit=" + STUDIES_AT_ONCE + "&offset=" + offset);
                for (Json study : page) {
                    list(study.asObject(), index);
                    progress.at("studies listed", ++studies);
                }
                if (page.size() < STUDIES_AT_ONCE) {
                    break;
                }
            }
        }
        index.end(true);
    }

    private void list(Json.Obj study, ImageIndex index) {
        Optional<String> uid = uid(study, STUDY);
        Optional<String> patient = identities.patient(text(study, PATIENT_ID).orElse(""));
        if (uid.isEmpty() || patient.isEmpty()) {
            return;
        }
        OptionalInt day = text(study, STUDY_DATE)
                .map(date -> identities.day(patient.get(), date))
                .orElse(OptionalInt.empty());
        for (Json item : query("/studies/" + uid.get() + "/series?includefield=" + INSTANCES)) {
            Json.Obj series = item.asObject();
            Optional<String> name = uid(series, SERIES);
            String modality = text(series, MODALITY).orElse("");
            boolean regions = REGIONS.contains(modality);
            if (name.isEmpty() || !(regions || modalities.contains(modality))) {
                continue;
            }
            long instances = text(series, INSTANCES).map(DicomWebImages::number).orElse(0L);
            String path = uid.get() + "/" + name.get();
            if (!index.isUnchanged(path, instances, 0)) {
                String hash = identities.uid(name.get());
                index.put(new ImageFile(
                        path,
                        instances,
                        0,
                        new ImageFile.Dicom(
                                regions ? ImageFile.Kind.REGIONS : ImageFile.Kind.IMAGE,
                                patient.get(),
                                identities.uid(uid.get()),
                                hash,
                                hash,
                                modality,
                                day),
                        Digest.of(hash + " " + instances).hex()));
            }
        }
    }

    @Override
    public Fetched fetch(List<ImageFile> files) {
        Path folder = spool.resolve(OwnerOnlyFiles.randomName(random));
        PrivateFiles.createFolder(folder);
        try {
            List<Path> places = new ArrayList<>();
            for (ImageFile file : files) {
                String[] uids = file.path().split("/", 2);
                Path series = folder.resolve(Integer.toString(places.size()));
                List<Path> sent = client.get(
                        "/studies/" + uids[0] + "/series/" + uids[1],
                        "multipart/related; type=\"application/dicom\"; transfer-syntax=*",
                        answer -> parts(answer, series));
                requireWhole(file, sent);
                places.addAll(sent);
            }
            return new Fetched(places, () -> OwnerOnlyFiles.discardFolder(folder));
        } catch (RuntimeException e) {
            OwnerOnlyFiles.discardFolder(folder);
            throw e;
        }
    }

    /// An archive may lack, or hide from this login, what its list counts: a volume without its last slices looks
    /// sound. One that does not count cannot be compared.
    private static void requireWhole(ImageFile series, List<Path> sent) {
        if (series.size() > 0 && series.size() != sent.size()) {
            throw new UnreadableException(Reason.INSTANCES_DIFFER);
        }
    }

    /// Writes each part to a file of its own; what an attempt before left is replaced.
    private static List<Path> parts(HttpResponse<InputStream> answer, Path folder) throws IOException {
        if (java.nio.file.Files.exists(folder)) {
            OwnerOnlyFiles.discardFolder(folder);
        }
        PrivateFiles.createFolder(folder);
        String type = answer.headers().firstValue("Content-Type").orElse("");
        MultipartParts parts = new MultipartParts(answer.body(), boundary(type));
        List<Path> files = new ArrayList<>();
        long left = LARGEST_SERIES;
        while (parts.next()) {
            if (files.size() == MOST_INSTANCES) {
                throw new IOException("too many instances");
            }
            Path file = folder.resolve("%06d.dcm".formatted(files.size()));
            PrivateFiles.createFile(file);
            try (OutputStream out =
                    Channels.newOutputStream(java.nio.file.Files.newByteChannel(file, StandardOpenOption.WRITE))) {
                left -= parts.copyTo(out, Math.min(left, LARGEST_FILE));
            }
            files.add(file);
        }
        return files;
    }

    private static String boundary(String type) {
        for (String parameter : type.split(";", 20)) {
            String[] pair = parameter.strip().split("=", 2);
            if (pair.length == 2 && pair[0].strip().equalsIgnoreCase("boundary")) {
                String value = pair[1].strip();
                return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                        ? value.substring(1, value.length() - 1)
                        : value;
            }
        }
        return "";
    }

    private List<Json> query(String path) {
        return client.get(path, "application/dicom+json", answer -> {
            if (answer.statusCode() == 204) {
                return List.of();
            }
            byte[] body = answer.body().readNBytes(LARGEST_LIST + 1);
            if (body.length > LARGEST_LIST) {
                throw new IOException("too long a list");
            }
            try {
                return CanonicalJson.parse(body) instanceof Json.Arr list ? list.items() : List.of();
            } catch (JsonException e) {
                throw new IOException("no DICOM JSON");
            }
        });
    }

    /// The first value of an attribute (DICOM JSON, PS3.18 F.2).
    private static Optional<String> text(Json.Obj object, String tag) {
        return object.find(tag)
                .filter(Json.Obj.class::isInstance)
                .flatMap(element -> element.asObject().find("Value"))
                .filter(Json.Arr.class::isInstance)
                .flatMap(values -> ((Json.Arr) values).items().stream().findFirst())
                .map(value -> value instanceof Json.Str(String text) ? text : CanonicalJson.text(value));
    }

    /// An identifier, if it is one: it becomes part of an address.
    private static Optional<String> uid(Json.Obj object, String tag) {
        return text(object, tag)
                .filter(uid -> !uid.isEmpty() && uid.length() <= 64)
                .filter(uid -> uid.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
