package org.isopleth.radiomics.read;

/// Why a file or series cannot be read: the whole list. Each word says what is wrong and, where there is
/// something to do, what to do.
public enum Reason {
    // Any file
    FILE_NOT_READABLE("the file could not be opened or read"),
    FORMAT_UNKNOWN("the file is not DICOM, NIfTI, NRRD or MetaImage"),
    FILE_TRUNCATED("the file ends before the size its header declares"),
    COMPRESSION_DAMAGED("the compressed data are damaged"),
    HEADER_TOO_LONG("the header is longer than any image needs"),
    HEADER_DAMAGED("the header holds an impossible value"),
    TOO_MANY_VOXELS("the image has more voxels than memory is set aside for"),
    SAMPLES_NOT_SCALAR(
            "the voxels are not single integer or floating-point numbers: colour and complex images hold no intensity"),
    NOT_THREE_DIMENSIONAL("the image has more than one volume: split it first"),
    SPACING_INVALID("a voxel spacing is missing, zero or not finite"),
    AXES_NOT_AT_RIGHT_ANGLES("the voxel axes are not at right angles: resample the image first"),
    SPACE_UNKNOWN("the file does not say which way its axes run in the patient"),
    LABEL_ABSENT("no voxel has the label that was asked for"),
    REGION_NAME_ABSENT("no region has the name that was asked for"),
    REGION_NAME_AMBIGUOUS("more than one region has the name that was asked for"),
    TOO_MANY_LABELS("the file has more different values than a mask has labels"),

    // NIfTI
    NIFTI_PAIR("header and voxels are in two files: convert them to one .nii file"),

    // NRRD
    NRRD_ENCODING_UNSUPPORTED("the NRRD encoding is not raw, gzip or ascii: save it as gzip"),
    NRRD_MANY_FILES("the voxels are spread over several files: save them as one"),
    NRRD_DATA_ELSEWHERE("the data file is not in the folder of its header"),
    NRRD_SEGMENT_DAMAGED("a segment lacks its label or names a layer that is absent"),

    // DICOM, one file
    DICOM_DAMAGED("the DICOM data set is damaged"),
    DICOM_TOO_DEEP("DICOM sequences are nested deeper than any standard object needs"),
    DICOM_TOO_LARGE("the DICOM data set has more attributes than memory is set aside for"),
    DICOM_ATTRIBUTE_MISSING("an attribute without which the image cannot be read is missing"),
    DICOM_PIXELS_MISSING("the DICOM object holds no pixels"),
    PIXEL_FORMAT_UNSUPPORTED("the pixels are not of 1, 8, 16 or 32 bits in one piece"),
    RUN_LENGTHS_DAMAGED("the run-length encoded pixels are damaged"),
    TRANSFER_SYNTAX_UNKNOWN(
            "the transfer syntax is none that holds still images: have the archive send Explicit VR Little Endian"),
    JPEG_DAMAGED("the JPEG pixels are damaged"),
    JPEG_PROCESS_UNSUPPORTED(
            "the JPEG pixels are progressive, hierarchical or arithmetically coded, which DICOM has retired: have the"
                    + " archive send Explicit VR Little Endian"),
    JPEG_2000_DAMAGED("the JPEG 2000 pixels are damaged"),
    JPEG_2000_FEATURE_UNSUPPORTED(
            "the JPEG 2000 pixels use a rare feature that is not read: have the archive send Explicit VR Little"
                    + " Endian"),
    PIXELS_CONTRADICT("the compressed pixels have another size, depth or sign than the file says"),
    FRAMES_UNCLEAR("the compressed pixels do not say where each frame begins"),
    JPEG_LS_UNSUPPORTED("the pixels are JPEG-LS, which is not read: have the archive send Explicit VR Little Endian"),
    HTJ2K_UNSUPPORTED(
            "the pixels are High-Throughput JPEG 2000, which is not read: have the archive send Explicit VR Little"
                    + " Endian"),
    MODALITY_LUT_DAMAGED("the look-up table that makes values of pixels is damaged"),
    FRAME_GROUPS_DAMAGED("the functional groups do not describe every frame"),

    // DICOM, a series
    SERIES_ABSENT("there is no image series"),
    SEVERAL_SERIES("there is more than one image series: name the one to read"),
    SLICE_MISSING("a slice is missing"),
    INSTANCES_DIFFER(
            "the archive sent another number of images than it says the series has: have the archive check the series"),
    SLICES_UNEVEN("the slices are not evenly spaced: resample the series first"),
    SLICE_DUPLICATE("two slices lie at the same place"),
    SLICES_TILTED("the gantry was tilted or the slices are shifted against each other: resample the series first"),
    SLICE_SPACING_UNKNOWN("a single slice has no slice spacing"),
    PIXEL_SPACING_DIFFERS("the slices have different pixel spacings"),

    // DICOM, a dose
    DOSE_NOT_IN_GRAY(
            "the dose is relative, or a difference of doses: have the planning system export an absolute dose"),
    DOSE_GRID_UNCLEAR("the dose does not say where each of its planes lies"),

    // DICOM, regions
    NOT_A_STRUCTURE_SET("the object is not a structure set"),
    FRAME_OF_REFERENCE_DIFFERS("the region belongs to another frame of reference than the image"),
    REGION_EMPTY("the region holds no voxel centre of the image"),
    REGION_OUTSIDE_IMAGE("the region reaches outside the image"),
    CONTOUR_NOT_IN_SLICE("a contour does not lie in a slice of the image"),
    CONTOUR_DAMAGED("a contour has too few points or is of an unknown kind"),
    NOT_A_SEGMENTATION("the object is not a segmentation of a known type"),
    MASK_ABSENT("there is no structure set and no segmentation"),
    SEVERAL_MASKS("there is more than one structure set or segmentation: name the file of the one to read"),
    SEVERAL_REGIONS("the mask holds more than one region: name the one to read"),
    SERIES_NEEDED("a structure set or DICOM segmentation needs the DICOM series it was drawn on"),
    GRID_DIFFERS("the segmentation lies on another grid than the image: resample it first"),

    // PET uptake values
    SUV_NOT_PET("the series is not PET"),
    SUV_UNITS_UNSUPPORTED("the units are missing or cannot be made an uptake value"),
    SUV_COUNTS_UNSCALED("the values are counts, and the scanner's factors are missing"),
    SUV_TYPE_UNSUPPORTED("the values are an uptake value of a kind that cannot be converted"),
    SUV_WEIGHT_MISSING("the patient's weight is missing"),
    SUV_HEIGHT_MISSING("the patient's height is missing"),
    SUV_SEX_MISSING("the patient's sex, which lean body mass needs, is missing"),
    SUV_BODY_IMPOSSIBLE("weight and height give no positive lean body mass"),
    SUV_TRACER_MISSING("the injected tracer is not described, or more than one is"),
    SUV_DOSE_MISSING("the injected dose is missing"),
    SUV_HALF_LIFE_MISSING("the half-life of the tracer is missing"),
    SUV_DECAY_UNKNOWN("it is not said how decay was corrected"),
    SUV_TIMES_MISSING("the time of injection or of acquisition is missing"),
    SUV_DATES_INCONSISTENT(
            "the dates of injection and acquisition do not fit: a de-identifier may have shifted one of them");

    private final String words;

    Reason(String words) {
        this.words = words;
    }

    /// One line in plain words.
    public String words() {
        return words;
    }
}
