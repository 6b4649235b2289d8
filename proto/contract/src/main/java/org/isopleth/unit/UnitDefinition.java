package org.isopleth.unit;

/// A unit the project knows. Immutable, thread-safe.
///
/// @param unit its UCUM code
/// @param name for people
/// @param dimension what it measures
/// @param factor one of it, in the dimension's base unit; exact
public record UnitDefinition(Unit unit, String name, Dimension dimension, Ratio factor) {}
