package org.isopleth.radiomics.main;

import org.isopleth.radiomics.cases.Profile;
import org.isopleth.radiomics.process.Discretisation;
import org.isopleth.radiomics.process.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say whose features are measured.
final class ProfileOptions {
    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Whose names and conventions: ibsi (default) or pyradiomics.")
    private String profile = "ibsi";

    @Option(
            names = "--voxel-array-shift",
            paramLabel = "N",
            description = "PyRadiomics' voxelArrayShift, in the image's unit; 0 by default.")
    @Nullable
    private Double shift;

    /// @throws CommandException when the settings say what the profile does not do
    Profile profile(Settings settings) {
        boolean pyradiomics = profile.equals("pyradiomics");
        if (!pyradiomics && !profile.equals("ibsi")) {
            throw new CommandException("--profile: one of ibsi, pyradiomics");
        }
        if (!pyradiomics) {
            if (shift != null) {
                throw new CommandException("--voxel-array-shift goes with --profile pyradiomics only");
            }
            return new Profile.Ibsi();
        }
        if (shift != null && !Double.isFinite(shift)) {
            throw new CommandException("--voxel-array-shift: a finite number");
        }
        if (settings.dimension() != Settings.Dimension.IN_SPACE) {
            throw new CommandException(
                    "--profile pyradiomics: its features are counted in space; set dimension: in-space");
        }
        if (settings.discretisation() instanceof Discretisation.FixedSize) {
            throw new CommandException("--profile pyradiomics: its bins begin at multiples of their width; write"
                    + " aligned-width instead of width");
        }
        return new Profile.Pyradiomics(shift == null ? 0 : shift);
    }
}
