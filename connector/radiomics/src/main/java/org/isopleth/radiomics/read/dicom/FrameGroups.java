package org.isopleth.radiomics.read.dicom;

import java.util.List;
import java.util.Optional;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// What a DICOM object says of each of its frames: the frame's functional groups, then the shared ones,
/// then, for single-frame objects, the object itself (PS3.3, C.7.6.16). Immutable, thread-safe.
record FrameGroups(DataSet object, Optional<DataSet> shared, List<DataSet> frames) {
    FrameGroups {
        frames = List.copyOf(frames);
    }

    /// @throws UnreadableException when there are groups for another number of frames
    static FrameGroups of(DataSet object, int frames) {
        List<DataSet> perFrame = object.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        Optional<DataSet> shared = object.first(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE);
        boolean grouped = !perFrame.isEmpty() || shared.isPresent();
        if (grouped ? perFrame.size() != frames : frames != 1) {
            throw new UnreadableException(Reason.FRAME_GROUPS_DAMAGED);
        }
        return new FrameGroups(object, shared, perFrame);
    }

    /// The group that a sequence holds for a frame; the object itself when it has no groups at all.
    Optional<DataSet> group(Tag sequence, int frame) {
        if (frames.isEmpty()) {
            return Optional.of(object);
        }
        return frames.get(frame).first(sequence).or(() -> shared.flatMap(groups -> groups.first(sequence)));
    }

    /// Every item that a sequence holds for a frame.
    List<DataSet> items(Tag sequence, int frame) {
        if (frames.isEmpty()) {
            return object.items(sequence);
        }
        List<DataSet> own = frames.get(frame).items(sequence);
        return own.isEmpty() ? shared.map(groups -> groups.items(sequence)).orElse(List.of()) : own;
    }

    /// The group that must be there.
    DataSet required(Tag sequence, int frame) {
        return group(sequence, frame).orElseThrow(() -> new UnreadableException(Reason.FRAME_GROUPS_DAMAGED));
    }
}
