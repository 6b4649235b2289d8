package org.isopleth.radiomics.read.nrrd;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.isopleth.radiomics.read.Axes;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.volume.Vector3;

/// The sizes and axes of an NRRD image. Immutable.
///
/// @param layers numbers stored for each voxel
record NrrdShape(long layers, long columns, long rows, long slices, Axes axes) {
    /// More layers than any segmentation has; keeps sizes from overflowing.
    private static final long MAX_LAYERS = 4096;

    static NrrdShape of(NrrdHeader header) {
        List<Long> sizes = new ArrayList<>();
        for (String size : header.required("sizes").split("\\s+", -1)) {
            sizes.add(whole(size));
        }
        if (sizes.size() != whole(header.required("dimension"))) {
            throw new UnreadableException(Reason.HEADER_DAMAGED);
        }
        boolean layered = sizes.size() == 4;
        if (sizes.size() != 3 && !layered) {
            throw new UnreadableException(Reason.NOT_THREE_DIMENSIONAL);
        }
        int first = layered ? 1 : 0;
        long layers = layered ? sizes.getFirst() : 1;
        if (layers < 1 || layers > MAX_LAYERS) {
            throw new UnreadableException(Reason.HEADER_DAMAGED);
        }
        Axes axes = axes(header, first);
        return new NrrdShape(layers, sizes.get(first), sizes.get(first + 1), sizes.get(first + 2), axes);
    }

    private static Axes axes(NrrdHeader header, int first) {
        Optional<String> space = header.field("space");
        Optional<String> directions = header.field("spacedirections");
        requireMillimetres(header);
        if (space.isEmpty() && directions.isEmpty() && first == 0) {
            return spacedOnly(header);
        }
        double[] signs = signs(space.orElse(""));
        List<Optional<Vector3>> steps = vectors(directions.orElse(""));
        if (steps.size() != first + 3 || (first == 1 && steps.getFirst().isPresent())) {
            throw new UnreadableException(Reason.NOT_THREE_DIMENSIONAL);
        }
        List<Vector3> turned = new ArrayList<>();
        for (Optional<Vector3> step : steps.subList(first, first + 3)) {
            turned.add(turned(step.orElseThrow(() -> new UnreadableException(Reason.NOT_THREE_DIMENSIONAL)), signs));
        }
        Vector3 origin = header.field("spaceorigin")
                .map(text -> vectors(text).getFirst().orElseThrow(() -> new UnreadableException(Reason.HEADER_DAMAGED)))
                .orElse(new Vector3(0, 0, 0));
        return new Axes(turned.get(0), turned.get(1), turned.get(2), turned(origin, signs));
    }

    private static Axes spacedOnly(NrrdHeader header) {
        String[] spacings = header.field("spacings").orElse("").split("\\s+", -1);
        if (spacings.length != 3) {
            throw new UnreadableException(Reason.SPACING_INVALID);
        }
        return new Axes(
                new Vector3(number(spacings[0]), 0, 0),
                new Vector3(0, number(spacings[1]), 0),
                new Vector3(0, 0, number(spacings[2])),
                new Vector3(0, 0, 0));
    }

    private static void requireMillimetres(NrrdHeader header) {
        for (String unit : header.field("spaceunits").orElse("\"mm\"").split("\\s+", -1)) {
            if (!unit.equals("\"mm\"") && !unit.equals("mm") && !unit.equals("\"\"") && !unit.equals("???")) {
                throw new UnreadableException(Reason.SPACE_UNKNOWN);
            }
        }
    }

    /// How to turn points of a space to DICOM's axes.
    private static double[] signs(String space) {
        return switch (space.toLowerCase(Locale.ROOT)) {
            case "left-posterior-superior", "lps" -> new double[] {1, 1, 1};
            case "right-anterior-superior", "ras" -> new double[] {-1, -1, 1};
            case "left-anterior-superior", "las" -> new double[] {1, -1, 1};
            default -> throw new UnreadableException(Reason.SPACE_UNKNOWN);
        };
    }

    private static Vector3 turned(Vector3 point, double[] signs) {
        return new Vector3(point.x() * signs[0], point.y() * signs[1], point.z() * signs[2]);
    }

    /// Vectors such as `(1,0,0)`, with `none` for an axis outside space.
    private static List<Optional<Vector3>> vectors(String text) {
        List<Optional<Vector3>> vectors = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf(')', at);
            if (text.startsWith("none", at)) {
                vectors.add(Optional.empty());
                end = at + 3;
            } else if (text.charAt(at) == '(' && end > at) {
                String[] parts = text.substring(at + 1, end).split(",", -1);
                if (parts.length != 3) {
                    throw new UnreadableException(Reason.NOT_THREE_DIMENSIONAL);
                }
                vectors.add(Optional.of(new Vector3(number(parts[0]), number(parts[1]), number(parts[2]))));
            } else {
                throw new UnreadableException(Reason.HEADER_DAMAGED);
            }
            at = end + 1;
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }
        if (vectors.isEmpty()) {
            throw new UnreadableException(Reason.SPACE_UNKNOWN);
        }
        return vectors;
    }

    private static long whole(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new UnreadableException(Reason.HEADER_DAMAGED);
        }
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new UnreadableException(Reason.SPACING_INVALID);
        }
    }
}
