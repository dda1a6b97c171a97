package org.arcoforge.plan;

import java.io.Serializable;
import org.arcoforge.dataset.ValueCoding;

/** The values of a coordinate variable in one file, and what they mean there. */
record CoordinatePart(Fingerprint values, ValueCoding coding) implements Serializable {}
