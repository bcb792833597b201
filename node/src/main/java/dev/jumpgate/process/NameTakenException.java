package dev.jumpgate.process;

/** Another process of the cluster has that name. */
public final class NameTakenException extends JumpgateException {

  public NameTakenException(String message) {
    super(message);
  }
}
