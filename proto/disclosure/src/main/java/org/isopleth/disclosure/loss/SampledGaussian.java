package org.isopleth.disclosure.loss;

/// Gaussian noise on sums over patients sampled at random, several times. Immutable, thread-safe.
///
/// Sampling hides who took part, which makes noise cheaper; it counts only where a connector itself draws a
/// Poisson sample (each patient on its own, from a cryptographic generator) and the sample stays secret.
/// Shuffled batches get nothing for it: their rate is 1.
///
/// @param multiplier standard deviation of the noise over the sensitivity, from 0.01 to 1e6
/// @param rate probability with which a patient is in a sample; above 0, at most 1
/// @param times how many such releases, from 1 to 2^24
public record SampledGaussian(double multiplier, double rate, int times) {
    public SampledGaussian {
        if (!(multiplier >= 0.01 && multiplier <= 1e6)) {
            throw new IllegalArgumentException("a noise multiplier is from 0.01 to 1000000");
        }
        if (!(rate > 0 && rate <= 1)) {
            throw new IllegalArgumentException("a sampling rate is above 0 and at most 1");
        }
        if (times < 1 || times > 1 << 24) {
            throw new IllegalArgumentException("noise is counted from 1 to 2^24 times");
        }
    }
}
