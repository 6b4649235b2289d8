package org.isopleth.connector.image;

import java.util.Optional;
import java.util.OptionalInt;

/// What the index keeps of a file, or of a series of an archive. Immutable, thread-safe.
///
/// @param path where it is: relative to the source, such as a file's path
/// @param size in bytes; of an archive's series, its number of instances
/// @param modified when it changed last, in ms since 1970; 0 when the source does not say
/// @param content what it is
/// @param digest of its header; of a region's file, of all its bytes
public record ImageFile(String path, long size, long modified, Content content, String digest) {

    /// What a file is.
    public sealed interface Content {}

    /// Not DICOM, or DICOM that holds neither image nor region.
    public record Other() implements Content {}

    /// It cannot be read.
    ///
    /// @param reason words of a closed list
    /// @param series hash of the SeriesInstanceUID, as far as it could be read: of this series a slice is missing
    public record Damaged(String reason, Optional<String> series) implements Content {}

    /// An image or regions. Identifiers are keyed hashes, the day is moved by the patient's own shift.
    ///
    /// @param kind image or regions
    /// @param patient pseudonym
    /// @param study hash of StudyInstanceUID
    /// @param series hash of SeriesInstanceUID
    /// @param instance hash of SOPInstanceUID
    /// @param modality DICOM's word
    /// @param day of the study
    public record Dicom(
            Kind kind, String patient, String study, String series, String instance, String modality, OptionalInt day)
            implements Content {}

    /// What a DICOM object is for.
    public enum Kind {
        IMAGE,
        REGIONS
    }
}
