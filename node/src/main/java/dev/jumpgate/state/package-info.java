/**
 * Immutable values and what is between two of them.
 *
 * <p>{@link dev.jumpgate.state.PMap}, {@link dev.jumpgate.state.PVec} and {@link
 * dev.jumpgate.state.PSet} are collections whose every change gives a new collection that shares
 * what did not change; {@link dev.jumpgate.state.Diff} finds what did, and a {@link
 * dev.jumpgate.state.Walk} visits a large one bit by bit. {@link dev.jumpgate.state.Tree} is any
 * state seen without its classes. Start reading there.
 *
 * <pre>
 *   PSet -> PMap -> TrieNode (changed by an Edit: CopyingEdit for one, InPlaceEdit for many)
 *                   SecondHash, RecordEquality: keys of one hashCode told apart
 *           PVec -> VecTrie
 *   Diff -> TrieDiff, VecTrie; ValueDiff -> RecordParts for what is nested
 * </pre>
 *
 * <p>Invariants: nothing here changes once another thread can see it; nothing holds a null except a
 * {@link dev.jumpgate.state.Tree.Scalar}; only the JDK is imported.
 */
@NullMarked
package dev.jumpgate.state;

import org.jspecify.annotations.NullMarked;
