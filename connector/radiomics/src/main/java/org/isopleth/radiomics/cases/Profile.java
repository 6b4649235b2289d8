package org.isopleth.radiomics.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.isopleth.canonical.Json;
import org.isopleth.radiomics.Extraction;
import org.isopleth.radiomics.process.Region;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.pyradiomics.PyradiomicsProfile;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Volume;

/// Whose features are measured, by whose conventions. Immutable, thread-safe.
public sealed interface Profile {
    /// IBSI's, under its identifiers.
    record Ibsi() implements Profile {
        @Override
        public List<CaseResult.Value> measure(Volume image, Mask mask, Settings settings) {
            return Extraction.measure(Region.of(image, mask, settings), settings).stream()
                    .map(CaseResult.Value::of)
                    .toList();
        }

        @Override
        public Json.Obj json() {
            return Json.object().with("name", "ibsi").build();
        }
    }

    /// PyRadiomics', under its names.
    ///
    /// @param voxelArrayShift added to intensities for energies and root mean square, in the image's unit
    record Pyradiomics(double voxelArrayShift) implements Profile {
        @Override
        public List<CaseResult.Value> measure(Volume image, Mask mask, Settings settings) {
            Region region = PyradiomicsProfile.region(image, mask, settings);
            List<CaseResult.Value> values = new ArrayList<>();
            PyradiomicsProfile.measure(region, settings, voxelArrayShift)
                    .forEach((name, value) -> values.add(value(name, value)));
            return values;
        }

        /// Without IBSI's identifier: under one name, the conventions are others.
        private static CaseResult.Value value(String name, double value) {
            OptionalDouble defined = Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
            return new CaseResult.Value(name, name.substring(name.lastIndexOf('_') + 1), "n/a", defined, "", "");
        }

        @Override
        public Json.Obj json() {
            return Json.object()
                    .with("name", "pyradiomics")
                    .with("voxelArrayShift", voxelArrayShift)
                    .build();
        }
    }

    /// Every feature of a region.
    ///
    /// @throws org.isopleth.radiomics.volume.EmptyRegionException when no voxel is left to measure
    /// @throws org.isopleth.radiomics.process.TooManyLevelsException when the bins are too narrow
    List<CaseResult.Value> measure(Volume image, Mask mask, Settings settings);

    /// Its name and what else its values depend on.
    Json.Obj json();
}
