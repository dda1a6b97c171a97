package org.arcoforge.store;

import java.time.Instant;
import java.util.Optional;

/**
 * Who a store takes a process for.
 *
 * @param name for people: an account and where its credentials come from, such as {@code service
 *     account baker@project.iam.gserviceaccount.com of key.json}; never a secret
 * @param until when the credentials end at the latest, if they do and cannot renew themselves
 */
public record Identity(String name, Optional<Instant> until) {

  /** Returns an identity whose credentials do not end. */
  public static Identity of(String name) {
    return new Identity(name, Optional.empty());
  }
}
