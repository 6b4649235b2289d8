package org.isopleth.radiomics.inspect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.isopleth.radiomics.cases.OwnerOnly;
import org.isopleth.radiomics.read.dicom.SeriesImage;
import org.isopleth.radiomics.volume.Mask;

/// Writes an axial, a coronal and a sagittal picture of each image, such as `1-ct-axial.png`, readable by their
/// owner only: a face can be seen in them. Immutable, thread-safe.
///
/// @param folder exists
public record Pictures(Path folder) implements Inspection.Onlooker {
    /// @throws UncheckedIOException when a picture cannot be written; its message is one line
    @Override
    public void see(Listing.Image listed, SeriesImage image, List<Mask> regions) {
        Window window = Window.of(listed.modality(), image.volume());
        for (Plane.View view : Plane.View.values()) {
            String kind = listed.modality().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
            Path file = folder.resolve(listed.number() + "-" + kind + "-" + view.word() + ".png");
            try {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                ImageIO.write(Picture.of(image.volume(), regions, view, window), "png", bytes);
                write(file, bytes.toByteArray());
            } catch (IOException e) {
                throw new UncheckedIOException(file + ": the picture cannot be written; check the folder", e);
            }
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = OwnerOnly.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }
    }
}
