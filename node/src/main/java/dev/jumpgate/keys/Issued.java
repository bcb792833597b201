package dev.jumpgate.keys;

import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * A certificate that was made.
 *
 * @param expires from when on nobody accepts it
 * @param file where it is, with its private key
 */
public record Issued(Holder holder, Instant expires, Path file) {

  static Issued of(X509Certificate certificate, Path file) throws CertificateException {
    return new Issued(Holder.of(certificate), certificate.getNotAfter().toInstant(), file);
  }
}
