package org.arcoforge.plan;

import java.io.Serializable;

/**
 * A source file that cannot be fetched or opened.
 *
 * @param ordinal the file's number in its pattern
 * @param reason why, as sentences
 * @param keys what is known of it all the same: the dimensions that its keys add
 */
public record FailedFile(long ordinal, String reason, FileIndex keys) implements Serializable {}
