package org.topcoffea.spi;

/**
 * What is known of one column (a branch of a TTree, a field of an RNTuple) without reading it.
 *
 * @param name the name a processor asks for, for example {@code Muon_pt}
 * @param type the type of one element as stored
 * @param width how many elements one object holds: 1, or the product of the fixed dimensions of {@code x[3][4]}
 * @param jagged whether the number of objects differs from event to event
 * @param counter the column that holds the number of objects of each event, for example {@code nMuon}; empty for a
 *     scalar column and for a jagged one that counts for itself. Columns with the same counter share their offsets.
 * @param title the documentation of the column as stored in the file, often a sentence
 */
public record ColumnInfo(String name, ColumnType type, int width, boolean jagged, String counter, String title) {}
