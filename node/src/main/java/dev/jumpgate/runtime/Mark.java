package dev.jumpgate.runtime;

import dev.jumpgate.process.Pid;

/**
 * By what a receiver knows an effect again that leaves more than once: who asked for it, with which
 * revision, and its place among those of that revision.
 */
record Mark(Pid sender, long revision, int index) {

  boolean isAfter(Mark other) {
    return revision > other.revision || (revision == other.revision && index > other.index);
  }
}
