package dev.jumpgate.shell.eval;

/** A value that stayed in its node, as text; or why it has none. */
sealed interface RemoteText {

  record Shown(String text) implements RemoteText {
    @Override
    public String toString() {
      return text;
    }
  }

  record Missing(RemoteException why) implements RemoteText {}
}
