package org.arcoforge.store;

/** There are no credentials. Its message is the reason and the remedy, for people. */
final class LoginException extends RuntimeException {
  private static final long serialVersionUID = 1;

  LoginException(String message) {
    super(message);
  }
}
