package org.isopleth.radiomics.read.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// Which fragments of compressed pixels make up each frame (PS3.5, A.4).
///
/// One frame takes all fragments; as many frames as fragments take one each. Otherwise an offset table
/// decides, if each of its offsets is that of a fragment; writers leave it empty or fill it wrongly, so
/// that without such a table a frame begins where a fragment begins as an image does. What none of these
/// tells is refused, never guessed.
final class FrameFragments {
    /// Tag and length come before the bytes of a fragment.
    private static final int ITEM_HEAD_BYTES = 8;

    private FrameFragments() {}

    /// @param beginsImage whether a fragment begins as an image of the syntax does; asked only if needed
    /// @throws UnreadableException when the frames cannot be told apart
    static List<List<PixelData.Piece>> of(
            PixelData.Encapsulated pixels, int frames, Predicate<PixelData.Piece> beginsImage) {
        List<PixelData.Piece> fragments = pixels.fragments();
        if (frames == 1 && !fragments.isEmpty()) {
            return List.of(fragments);
        }
        if (frames == fragments.size()) {
            return fragments.stream().map(List::of).toList();
        }
        if (frames > fragments.size()) {
            throw new UnreadableException(Reason.FRAMES_UNCLEAR);
        }
        return byTable(pixels, frames)
                .or(() -> split(fragments, frames, beginsImage))
                .orElseThrow(() -> new UnreadableException(Reason.FRAMES_UNCLEAR));
    }

    private static Optional<List<List<PixelData.Piece>>> byTable(PixelData.Encapsulated pixels, int frames) {
        List<Long> offsets = pixels.offsets();
        if (offsets.size() != frames) {
            return Optional.empty();
        }
        long start = pixels.fragments().getFirst().offset() - ITEM_HEAD_BYTES;
        int[] next = {0};
        Optional<List<List<PixelData.Piece>>> found = split(pixels.fragments(), frames, fragment -> {
            boolean begins = next[0] < frames && fragment.offset() - ITEM_HEAD_BYTES - start == offsets.get(next[0]);
            next[0] += begins ? 1 : 0;
            return begins;
        });
        return found;
    }

    private static Optional<List<List<PixelData.Piece>>> split(
            List<PixelData.Piece> fragments, int frames, Predicate<PixelData.Piece> begins) {
        List<List<PixelData.Piece>> found = new ArrayList<>();
        for (PixelData.Piece fragment : fragments) {
            if (begins.test(fragment)) {
                found.add(new ArrayList<>());
            }
            if (found.isEmpty()) {
                return Optional.empty();
            }
            found.getLast().add(fragment);
        }
        return found.size() == frames ? Optional.of(found) : Optional.empty();
    }
}
