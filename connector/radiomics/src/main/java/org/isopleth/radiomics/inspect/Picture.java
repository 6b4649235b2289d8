package org.isopleth.radiomics.inspect;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.isopleth.radiomics.volume.Box;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Volume;

/// A picture of one plane with the outlines of regions, in true proportions. Outlines run along the borders of
/// voxels: they show which voxels are measured, not what was drawn. Stateless, thread-safe.
final class Picture {
    /// The longer side in pixels.
    private static final int SIDE = 768;

    private static final List<Color> COLOURS = List.of(
            new Color(0xFF4136),
            new Color(0x2ECC40),
            new Color(0x0074D9),
            new Color(0xFFDC00),
            new Color(0xF012BE),
            new Color(0x39CCCC),
            new Color(0xFF851B));

    private Picture() {}

    /// The middle plane: of the regions where there are any, else of the image.
    static BufferedImage of(Volume image, List<Mask> regions, Plane.View view, Window window) {
        Grid grid = image.grid();
        Plane plane = Plane.of(view, grid);
        int slice = middle(grid, regions, plane.through());
        int width = Plane.size(grid, plane.across());
        int height = Plane.size(grid, plane.down());
        BufferedImage voxels = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int shade = window.shade(image.at(plane.index(grid, x, y, slice)));
                voxels.getRaster().setSample(x, y, 0, shade);
            }
        }
        double acrossMm = width * Plane.spacing(grid, plane.across());
        double downMm = height * Plane.spacing(grid, plane.down());
        double pixels = SIDE / Math.max(acrossMm, downMm);
        int right = (int) Math.max(1, Math.round(acrossMm * pixels));
        int bottom = (int) Math.max(1, Math.round(downMm * pixels));
        BufferedImage picture = new BufferedImage(right, bottom, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        try {
            pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            pen.drawImage(voxels, 0, 0, right, bottom, null);
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            pen.setStroke(new BasicStroke(1.5f));
            for (int i = 0; i < regions.size(); i++) {
                pen.setColor(COLOURS.get(i % COLOURS.size()));
                pen.draw(outline(regions.get(i), plane, slice, (double) right / width, (double) bottom / height));
            }
        } finally {
            pen.dispose();
        }
        return picture;
    }

    private static int middle(Grid grid, List<Mask> regions, int axis) {
        int first = Integer.MAX_VALUE;
        int last = -1;
        for (Mask region : regions) {
            Box box = region.box();
            int begin = axis == 0 ? box.column() : axis == 1 ? box.row() : box.slice();
            int size = axis == 0 ? box.columns() : axis == 1 ? box.rows() : box.slices();
            first = Math.min(first, begin);
            last = Math.max(last, begin + size - 1);
        }
        return last < 0 ? Plane.size(grid, axis) / 2 : (first + last) / 2;
    }

    /// The borders between voxels inside and outside.
    private static Path2D outline(Mask region, Plane plane, int slice, double acrossPixels, double downPixels) {
        Grid grid = region.grid();
        int width = Plane.size(grid, plane.across());
        int height = Plane.size(grid, plane.down());
        Path2D path = new Path2D.Double();
        for (int y = 0; y <= height; y++) {
            for (int x = 0; x <= width; x++) {
                boolean here = has(region, plane, x, y, slice, width, height);
                if (here != has(region, plane, x - 1, y, slice, width, height)) {
                    path.moveTo(x * acrossPixels, y * downPixels);
                    path.lineTo(x * acrossPixels, (y + 1) * downPixels);
                }
                if (here != has(region, plane, x, y - 1, slice, width, height)) {
                    path.moveTo(x * acrossPixels, y * downPixels);
                    path.lineTo((x + 1) * acrossPixels, y * downPixels);
                }
            }
        }
        return path;
    }

    private static boolean has(Mask region, Plane plane, int x, int y, int slice, int width, int height) {
        return x >= 0 && y >= 0 && x < width && y < height && region.has(plane.index(region.grid(), x, y, slice));
    }
}
