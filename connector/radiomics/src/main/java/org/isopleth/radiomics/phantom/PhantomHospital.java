package org.isopleth.radiomics.phantom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// A synthetic hospital: its patients, their images and its table. Immutable, thread-safe.
///
/// ```java
/// PhantomHospital.Written written = new PhantomHospital("maas", 60, 1, PhantomScanner.SHARP, PhantomCoding.DUTCH)
///         .write(folder, PlantedModel.DEMO);
/// ```
///
/// The same name, number, seed and scanner are the same bytes on any machine.
///
/// @param name of the site
/// @param patients 1 to 9,999
/// @param seed hospitals of one name differ by it
/// @param scanner which makes all images
/// @param coding how the table is written
public record PhantomHospital(String name, int patients, long seed, PhantomScanner scanner, PhantomCoding coding) {
    private static final int MOST_PATIENTS = 9_999;

    public PhantomHospital {
        if (!name.matches("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?")) {
            throw new IllegalArgumentException("a hospital's name has lower-case letters, digits and inner hyphens");
        }
        if (patients < 1 || patients > MOST_PATIENTS) {
            throw new IllegalArgumentException("a hospital has 1 to " + MOST_PATIENTS + " patients");
        }
    }

    /// What was written.
    ///
    /// @param table the clinical table, CSV in UTF-8
    /// @param images the folder with one folder for each patient
    /// @param patients how many
    /// @param withOutcome how many have the outcome
    public record Written(Path table, Path images, int patients, int withOutcome) {}

    /// The patients, in the order of their numbers.
    public List<PhantomPatient> all() {
        return IntStream.range(0, patients).mapToObj(this::patient).toList();
    }

    /// The patient of a number from 0.
    public PhantomPatient patient(int number) {
        long hospital = mixed(seed + ((long) name.hashCode() << 32));
        return PhantomPatient.of(scanner, new Random(mixed(hospital + number)));
    }

    /// Neighbouring seeds of [Random] begin alike, which would make neighbouring patients alike.
    private static long mixed(long seed) {
        return new SplittableRandom(seed).nextLong();
    }

    /// Writes `patients.csv` and `images/SYN-0001/…` into a folder that is made; one patient in memory at a time.
    ///
    /// @throws IOException when a file cannot be written
    public Written write(Path folder, PlantedModel model) throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        PhantomUids uids = new PhantomUids("isopleth-phantom/1/" + name + "/" + seed);
        StringBuilder table =
                new StringBuilder(String.join(",", coding.patient(), coding.age(), coding.sex(), coding.outcome()));
        table.append('\n');
        int withOutcome = 0;
        for (int number = 0; number < patients; number++) {
            PhantomPatient patient = patient(number);
            String id = String.format(Locale.ROOT, "SYN-%04d", number + 1);
            new PhantomFiles(patient, scanner, id, uids).write(images.resolve(id));
            boolean hasOutcome = model.outcome(patient).hasOutcome();
            withOutcome += hasOutcome ? 1 : 0;
            table.append(String.join(
                            ",",
                            id,
                            Integer.toString(patient.age()),
                            patient.isMale() ? coding.male() : coding.female(),
                            hasOutcome ? coding.yes() : coding.no()))
                    .append('\n');
        }
        Path file = Files.write(folder.resolve("patients.csv"), table.toString().getBytes(StandardCharsets.UTF_8));
        return new Written(file, images, patients, withOutcome);
    }
}
