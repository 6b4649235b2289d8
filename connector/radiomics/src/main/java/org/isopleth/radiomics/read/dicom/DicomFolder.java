package org.isopleth.radiomics.read.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.isopleth.radiomics.read.Raster;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// The DICOM files of a folder and the folders in it, in the order of their names. Immutable, thread-safe.
///
/// @param files those that were read
/// @param refused DICOM files that are damaged, with the reason; other files are passed over
public record DicomFolder(List<DicomFile> files, List<Refused> refused) {
    public DicomFolder {
        files = List.copyOf(files);
        refused = List.copyOf(refused);
    }

    /// The files, when all could be read: a damaged file may be a slice, and a volume without it would be
    /// wrong without looking so.
    ///
    /// @throws UnreadableException with the reason of the first damaged file
    public List<DicomFile> soundFiles() {
        if (!refused.isEmpty()) {
            throw new UnreadableException(refused.getFirst().reason());
        }
        return files;
    }

    /// A file that could not be read.
    public record Refused(Path file, Reason reason) {}

    /// Reads the attributes of every file.
    ///
    /// @throws UnreadableException when the folder cannot be listed
    public static DicomFolder open(Path folder) {
        List<DicomFile> files = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                try {
                    files.add(DicomFile.openWhole(path));
                } catch (UnreadableException e) {
                    if (e.reason() != Reason.FORMAT_UNKNOWN) {
                        refused.add(new Refused(path, e.reason()));
                    }
                }
            }
        } catch (IOException e) {
            throw Raster.unreadable(e);
        }
        return new DicomFolder(files, refused);
    }
}
