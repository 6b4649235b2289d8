package org.isopleth.radiomics.volume;

/// A point or step in space, in mm unless said otherwise. Immutable, thread-safe.
public record Vector3(double x, double y, double z) {
    /// The vector from `other` to this point.
    public Vector3 minus(Vector3 other) {
        return new Vector3(x - other.x, y - other.y, z - other.z);
    }

    /// The sum.
    public Vector3 plus(Vector3 other) {
        return new Vector3(x + other.x, y + other.y, z + other.z);
    }

    /// Each coordinate times `factor`.
    public Vector3 times(double factor) {
        return new Vector3(x * factor, y * factor, z * factor);
    }

    /// The scalar product.
    public double dot(Vector3 other) {
        return x * other.x + y * other.y + z * other.z;
    }

    /// The vector product.
    public Vector3 cross(Vector3 other) {
        return new Vector3(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
    }

    /// The length.
    public double length() {
        return Math.sqrt(dot(this));
    }
}
