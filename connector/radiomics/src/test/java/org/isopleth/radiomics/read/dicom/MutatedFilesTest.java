package org.isopleth.radiomics.read.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.isopleth.radiomics.read.GeneratedPixels;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.RegionChoice;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.read.jpeg2000.Jpeg2000;
import org.isopleth.radiomics.read.metaimage.MetaImageFile;
import org.isopleth.radiomics.read.nifti.NiftiFile;
import org.isopleth.radiomics.read.nrrd.NrrdFile;
import org.isopleth.radiomics.read.nrrd.Segment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Damaged files of every kind are read or refused in one line; nothing hangs, nothing eats memory, nothing
/// says a name. Of each kind 10,000 damaged files are read under `-Pfull`, spread evenly over the ways of writing it,
/// each damaged in one to three places by a seed of its own.
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MutatedFilesTest {
    private static final int EACH =
            System.getProperty("isopleth.tests", "sampled").equals("sampled") ? 1000 : 10_000;

    private static final ReadLimits LIMITS = new ReadLimits(1 << 16);

    /// Reading a sound file of a test allocates less than 2 MiB.
    private static final long MAX_ALLOCATED = 32L << 20;

    private static final long MAX_NANOS = 2_000_000_000L;

    private final Map<Reason, Integer> refusals = new EnumMap<>(Reason.class);
    private int read;

    @TempDir
    Path folder;

    /// Reads everything a file holds.
    private interface Reading {
        void read(Path file) throws IOException;
    }

    @Test
    void dicomImages(TestReporter reporter) throws IOException {
        damage(SoundFile.images(), this::readSeries, 10, reporter);
    }

    @Test
    void structureSets(TestReporter reporter) throws IOException {
        damage(SoundFile.structureSets(), this::readStructures, 8, reporter);
    }

    @Test
    void segmentations(TestReporter reporter) throws IOException {
        damage(SoundFile.segmentations(), this::readSegments, 8, reporter);
    }

    @Test
    void niftis(TestReporter reporter) throws IOException {
        damage(SoundFile.niftis(), MutatedFilesTest::readNifti, 5, reporter);
    }

    @Test
    void nrrds(TestReporter reporter) throws IOException {
        damage(SoundFile.nrrds(), MutatedFilesTest::readNrrd, 8, reporter);
    }

    @Test
    void metaImages(TestReporter reporter) throws IOException {
        damage(SoundFile.metaImages(), MutatedFilesTest::readMetaImage, 5, reporter);
    }

    @Test
    void jpeg2000Codestreams(TestReporter reporter) throws IOException {
        damage(SoundFile.codestreams(), MutatedFilesTest::readJpeg2000, 2, reporter);
    }

    /// @param reasons how many different ones must be met: damage that changes nothing tests nothing
    private void damage(List<SoundFile> files, Reading reading, int reasons, TestReporter reporter) throws IOException {
        Path place = folder.resolve("mutated");
        int each = (EACH + files.size() - 1) / files.size();
        for (SoundFile sound : files) {
            reading.read(Files.write(place, sound.bytes()));
            for (int seed = 0; seed < each; seed++) {
                check(Files.write(place, sound.damaged(seed)), reading, sound.name() + ", seed " + seed);
            }
        }
        int refused = refusals.values().stream().mapToInt(Integer::intValue).sum();
        assertEquals(each * files.size(), read + refused);
        assertTrue(read > 0 && refusals.size() >= reasons, () -> "few reasons were met: " + refusals);
        reporter.publishEntry(
                "damaged files", read + " read, " + refused + " refused for " + refusals.size() + " reasons");
    }

    private void check(Path file, Reading reading, String what) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        // Of this thread alone: a busy machine is no hang.
        long started = threads.getCurrentThreadCpuTime();
        try {
            reading.read(file);
            read++;
        } catch (UnreadableException e) {
            refusals.merge(e.reason(), 1, Integer::sum);
            assertEquals(e.reason().words(), e.getMessage());
            assertFalse(e.reason().words().contains("\n") || e.reason().words().contains("JANE"));
            assertTrue(e.getCause() == null, "a cause could quote the file");
        } catch (RuntimeException e) {
            throw new AssertionError(what + " was not refused by name", e);
        }
        assertTrue(threads.getCurrentThreadCpuTime() - started < MAX_NANOS, () -> what + " took long");
        long used = threads.getCurrentThreadAllocatedBytes() - allocated;
        assertTrue(used < MAX_ALLOCATED, () -> what + " allocated " + used + " bytes");
    }

    private List<DicomFile> neighbours() throws IOException {
        List<DicomFile> files = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Path file = folder.resolve("slice" + i);
            if (!Files.exists(file)) {
                SoundFile.slice()
                        .text(Tag.IMAGE_POSITION_PATIENT, "10\\20\\" + (30 + 3 * i))
                        .write(file, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
            }
            files.add(DicomFile.open(file));
        }
        return files;
    }

    private void readSeries(Path file) throws IOException {
        List<DicomFile> files = new ArrayList<>(neighbours());
        files.set(1, DicomFile.open(file));
        for (Series series : Series.in(files)) {
            series.image(LIMITS);
            series.uptake(LIMITS, UptakeValue.BODY_WEIGHT);
        }
        for (Series dose : Series.doses(files)) {
            dose.image(LIMITS);
        }
    }

    private void readStructures(Path file) throws IOException {
        Series series = Series.only(neighbours());
        StructureSet set = StructureSet.of(DicomFile.open(file));
        for (Structure structure : set.structures()) {
            structure.mask(series, LIMITS);
        }
    }

    private void readSegments(Path file) throws IOException {
        Series series = Series.only(neighbours());
        Segmentation segmentation = Segmentation.of(DicomFile.open(file));
        for (CodedSegment segment : segmentation.segments()) {
            segmentation.mask(segment.number(), series, LIMITS);
        }
    }

    private static void readNifti(Path path) {
        NiftiFile file = NiftiFile.open(path, LIMITS);
        file.volume();
        if (file.labels().isEmpty()) {
            return;
        }
        file.mask(new RegionChoice.AnyLabel());
    }

    private static void readNrrd(Path path) {
        NrrdFile file = NrrdFile.open(path, LIMITS);
        for (Segment segment : file.segments()) {
            file.mask(new RegionChoice.Named(segment.name()));
        }
        file.mask(new RegionChoice.AnyLabel());
    }

    private static void readMetaImage(Path path) {
        MetaImageFile file = MetaImageFile.open(path, LIMITS);
        file.volume();
        file.labels();
        file.mask(new RegionChoice.AnyLabel());
    }

    private static void readJpeg2000(Path file) throws IOException {
        Jpeg2000.decode(Files.readAllBytes(file), GeneratedPixels.COLUMNS, GeneratedPixels.ROWS);
    }
}
