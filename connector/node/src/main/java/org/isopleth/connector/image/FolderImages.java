package org.isopleth.connector.image;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.isopleth.radiomics.read.Reason;

/// A folder with a hospital's DICOM files in any order and depth, between files of any other kind. Links are not
/// followed. For one thread.
public final class FolderImages implements ImageSource {
    private static final int TELL_EVERY = 1000;

    private final Path folder;
    private final HeaderReading reading;

    FolderImages(Path folder, Identities identities) {
        this.folder = folder;
        this.reading = new HeaderReading(identities);
    }

    @Override
    public void list(ImageIndex index, Progress progress) {
        index.begin();
        Listing listing = new Listing(index, progress);
        try {
            Files.walkFileTree(folder, listing);
        } catch (IOException e) {
            throw new ImageSourceException(
                    "the image folder " + folder + " cannot be read: see that it exists and is readable", e);
        }
        index.end(listing.complete);
    }

    @Override
    public Fetched fetch(List<ImageFile> files) {
        return new Fetched(
                files.stream().map(file -> folder.resolve(file.path())).toList(), () -> {});
    }

    private final class Listing extends SimpleFileVisitor<Path> {
        private final ImageIndex index;
        private final Progress progress;
        private long files;
        private boolean complete = true;

        Listing(ImageIndex index, Progress progress) {
            this.index = index;
            this.progress = progress;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
                String path = folder.relativize(file).toString();
                long modified = attributes.lastModifiedTime().toMillis();
                if (!index.isUnchanged(path, attributes.size(), modified)) {
                    index.put(reading.read(file, path, attributes.size(), modified));
                }
                if (++files % TELL_EVERY == 0) {
                    progress.at("files listed", files);
                }
            }
            return FileVisitResult.CONTINUE;
        }

        /// A file or folder that cannot be opened is listed, and the rest goes on; the root itself must be there.
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(folder)) {
                throw e;
            }
            unreadable(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, @org.jspecify.annotations.Nullable IOException e) {
            if (e != null) {
                unreadable(visited);
            }
            return FileVisitResult.CONTINUE;
        }

        private void unreadable(Path path) {
            complete = false;
            index.put(new ImageFile(
                    folder.relativize(path).toString(),
                    0,
                    0,
                    new ImageFile.Damaged(Reason.FILE_NOT_READABLE.words(), Optional.empty()),
                    ""));
        }
    }
}
