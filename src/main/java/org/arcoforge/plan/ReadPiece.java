package org.arcoforge.plan;

import org.arcoforge.dataset.Region;

/**
 * One read of a unit.
 *
 * @param file the ordinal of the source file
 * @param inFile what to read, in the coordinates of the file's variable
 * @param inArray where it goes, in the coordinates of the array; of the same shape
 */
public record ReadPiece(long file, Region inFile, Region inArray) {}
