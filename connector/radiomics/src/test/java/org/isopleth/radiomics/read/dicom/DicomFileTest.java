package org.isopleth.radiomics.read.dicom;

import static org.isopleth.radiomics.read.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isopleth.radiomics.read.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomFileTest {
    private static final List<TransferSyntax> PLAIN = List.of(
            TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
            TransferSyntax.DEFLATED,
            TransferSyntax.EXPLICIT_BIG_ENDIAN);

    @TempDir
    Path folder;

    private static WrittenObject image() {
        return new WrittenObject()
                .text(Tag.MODALITY, "CT")
                .raw(0x00100010, Vr.PN, WrittenObject.padded("DOE^JANE", ' '))
                .text(Tag.PIXEL_SPACING, "0.5\\0.25")
                .items(
                        Tag.RADIOPHARMACEUTICAL_INFORMATION_SEQUENCE,
                        new WrittenObject().text(Tag.RADIONUCLIDE_TOTAL_DOSE, "1.5e8"),
                        new WrittenObject())
                .number(Tag.ROWS, 2)
                .number(Tag.COLUMNS, 3)
                .number(Tag.BITS_ALLOCATED, 16)
                .number(Tag.BITS_STORED, 12)
                .number(Tag.HIGH_BIT, 11)
                .number(Tag.PIXEL_REPRESENTATION, 0)
                .real(Tag.DIFFUSION_B_VALUE, 800)
                .pixels((short) 0, (short) 1, (short) 4095, (short) 0x7001, (short) 4, (short) 5);
    }

    private DicomFile open(byte[] bytes) throws IOException {
        return DicomFile.open(Files.write(folder.resolve("object.dcm"), bytes));
    }

    private static List<double[]> frames(DicomFile file) {
        List<double[]> frames = new ArrayList<>();
        Frames.of(file).read((frame, stored) -> frames.add(stored.clone()));
        return frames;
    }

    @Test
    void everyUncompressedSyntaxWithLengthsOrDelimitersSaysTheSame() throws IOException {
        for (TransferSyntax syntax : PLAIN) {
            for (boolean defined : new boolean[] {true, false}) {
                DicomFile file = open(image().bytes(syntax, defined));
                assertEquals(syntax, file.syntax());
                assertEquals("CT", file.attributes().required(Tag.MODALITY));
                assertArrayEquals(new double[] {0.5, 0.25}, file.attributes().numbers(Tag.PIXEL_SPACING, 2));
                assertEquals(
                        800, file.attributes().number(Tag.DIFFUSION_B_VALUE).getAsDouble());
                List<DataSet> doses = file.attributes().items(Tag.RADIOPHARMACEUTICAL_INFORMATION_SEQUENCE);
                assertEquals(2, doses.size());
                assertEquals(
                        1.5e8,
                        doses.getFirst().number(Tag.RADIONUCLIDE_TOTAL_DOSE).getAsDouble());
                assertArrayEquals(
                        new double[] {0, 1, 4095, 1, 4, 5}, frames(file).getFirst(), syntax.name());
            }
        }
    }

    @Test
    void aNameIsPassedOverAndNeverHeld() {
        for (Tag tag : Tag.values()) {
            assertFalse(tag.vr() == Vr.PN, tag + " would hold a name");
            assertFalse(tag.number() == 0x00100030, "the birth date is not kept");
        }
    }

    @Test
    void signedValuesAreExtendedFromTheirHighBit() throws IOException {
        WrittenObject object = image().number(Tag.PIXEL_REPRESENTATION, 1);
        assertArrayEquals(
                new double[] {0, 1, -1, 1, 4, 5},
                frames(open(object.bytes(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, true)))
                        .getFirst());
    }

    @Test
    void unknownAndPrivateSequencesArePassedOverWhateverTheirLength() throws IOException {
        for (TransferSyntax syntax : PLAIN) {
            for (boolean defined : new boolean[] {true, false}) {
                WrittenObject inner = new WrittenObject()
                        .text(Tag.MODALITY, "MR")
                        .unknown(0x00111002, new WrittenObject().text(Tag.MODALITY, "PT"));
                WrittenObject object = image().unknown(0x00111001, inner, new WrittenObject());
                DicomFile file = open(object.bytes(syntax, defined));
                assertEquals("CT", file.attributes().required(Tag.MODALITY));
                assertEquals(6, frames(file).getFirst().length);
            }
        }
    }

    @Test
    void singleBitsRunOnFromFrameToFrame() throws IOException {
        WrittenObject object = image().text(Tag.NUMBER_OF_FRAMES, "3")
                .number(Tag.BITS_ALLOCATED, 1)
                .number(Tag.BITS_STORED, 1)
                .number(Tag.HIGH_BIT, 0)
                .pixels((byte) 0b01_000001, (byte) 0b0001_0000, (byte) 0b11);
        List<double[]> frames = frames(open(object.bytes(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, true)));
        assertArrayEquals(new double[] {1, 0, 0, 0, 0, 0}, frames.get(0));
        assertArrayEquals(new double[] {1, 0, 0, 0, 0, 0}, frames.get(1));
        assertArrayEquals(new double[] {1, 0, 0, 0, 1, 1}, frames.get(2));
    }

    @Test
    void runLengthsAreExpandedFrameByFrame() throws IOException {
        byte[] packed = new byte[64 + 2 + 5 + 5];
        packed[0] = 2;
        packed[4] = 64;
        packed[8] = 66;
        byte[] body = {-5, 1, 1, 7, 8, -128, -1, 9, -1, 10};
        System.arraycopy(body, 0, packed, 64, body.length);
        WrittenObject object = image().text(Tag.NUMBER_OF_FRAMES, "2").fragments(packed, packed);
        List<double[]> frames = frames(open(object.bytes(TransferSyntax.RUN_LENGTHS, true)));
        assertEquals(2, frames.size());
        assertArrayEquals(new double[] {263, 264, 265, 265, 266, 266}, frames.get(1));
        packed[64] = -4;
        assertRefused(
                Reason.RUN_LENGTHS_DAMAGED,
                () -> frames(open(image().fragments(packed).bytes(TransferSyntax.RUN_LENGTHS, true))));
    }

    @Test
    void aSyntaxThatIsNotReadIsRefusedByItsName() throws IOException {
        for (TransferSyntax syntax : TransferSyntax.values()) {
            if (syntax.isEncapsulated() && syntax != TransferSyntax.RUN_LENGTHS) {
                byte[] bytes = image().fragments(new byte[2]).bytes(syntax, true);
                String name = syntax.name().split("_", -1)[0];
                try {
                    frames(open(bytes));
                    throw new AssertionError(syntax + " was read");
                } catch (org.isopleth.radiomics.read.UnreadableException e) {
                    assertTrue(e.reason().name().startsWith(name), syntax + ": " + e.reason());
                }
            }
        }
        byte[] video = image().bytes(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, true);
        byte[] uid = "1.2.840.10008.1.2.1".getBytes(StandardCharsets.US_ASCII);
        int at = new String(video, StandardCharsets.ISO_8859_1).indexOf(new String(uid, StandardCharsets.US_ASCII));
        video[at + uid.length - 1] = '9';
        assertRefused(Reason.TRANSFER_SYNTAX_UNKNOWN, () -> open(video));
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        for (TransferSyntax syntax : PLAIN) {
            byte[] whole = image().bytes(syntax, false);
            for (int length = 0; length < whole.length - 1; length++) {
                byte[] part = Arrays.copyOf(whole, length);
                Optional<Reason> reason = Optional.empty();
                try {
                    frames(open(part));
                } catch (org.isopleth.radiomics.read.UnreadableException e) {
                    reason = Optional.of(e.reason());
                }
                assertTrue(reason.isPresent(), syntax + " cut at " + length + " of " + whole.length);
            }
        }
    }

    @Test
    void sequencesNestedTooDeepAreRefused() throws IOException {
        WrittenObject deep = new WrittenObject();
        for (int i = 0; i < 40; i++) {
            deep = new WrittenObject().items(Tag.CONTOUR_SEQUENCE, deep);
        }
        byte[] bytes = deep.bytes(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, true);
        assertRefused(Reason.DICOM_TOO_DEEP, () -> open(bytes));
    }

    @Test
    void otherFilesAndDamagedNumbersAreRefusedByName() throws IOException {
        assertRefused(Reason.FORMAT_UNKNOWN, () -> open(new byte[2000]));
        assertRefused(Reason.FORMAT_UNKNOWN, () -> open(new byte[0]));
        assertRefused(Reason.FILE_NOT_READABLE, () -> DicomFile.open(folder.resolve("absent.dcm")));
        DicomFile words = open(image().text(Tag.PIXEL_SPACING, "NaN\\1").bytes(TransferSyntax.DEFLATED, true));
        assertRefused(Reason.DICOM_DAMAGED, () -> words.attributes().numbers(Tag.PIXEL_SPACING, 2));
        assertRefused(
                Reason.FILE_TRUNCATED,
                () -> Frames.of(open(image().number(Tag.ROWS, 3).bytes(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, true))));
        assertRefused(
                Reason.SAMPLES_NOT_SCALAR,
                () -> Frames.of(open(
                        image().number(Tag.SAMPLES_PER_PIXEL, 3).bytes(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, true))));
    }
}
