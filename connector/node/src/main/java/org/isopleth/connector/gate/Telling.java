package org.isopleth.connector.gate;

import java.time.Duration;
import java.util.function.Function;
import org.isopleth.cohort.fact.Facts;

/// What a contribution tells of which patients. Never leaves the hospital.
///
/// @param message how it is remembered
/// @param facts what it tells
/// @param took the processor time the at-site half took for it
/// @param again what an earlier message of the same study told of the same rows
public record Telling(Told message, Facts facts, Duration took, Function<Told, Facts> again) {}
