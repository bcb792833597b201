package dev.jumpgate.keys;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of certificates and at most one private key, in the form that every tool reads.
 *
 * @param key the private key, PKCS 8, none or one
 */
record Pem(List<PrivateKey> key, List<X509Certificate> certificates) {

  private static final int BYTES_MAX = 1 << 20;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  /**
   * Reads a file.
   *
   * @throws IOException with one line when it cannot be read or is no such file
   */
  static Pem read(Path file) throws IOException {
    if (Files.size(file) > BYTES_MAX) {
      throw new IOException("%s is too large to hold keys".formatted(file));
    }
    Matcher block = BLOCK.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    List<PrivateKey> keys = new ArrayList<>();
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      while (block.find()) {
        byte[] content = Base64.getMimeDecoder().decode(block.group(2));
        switch (block.group(1)) {
          case "PRIVATE KEY" -> keys.add(key(content));
          case "CERTIFICATE" -> certificates.add(certificate(content));
          default ->
              throw new IOException("%s: a %s is not expected".formatted(file, block.group(1)));
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("%s holds no usable keys: %s".formatted(file, e.getMessage()), e);
    }
    return new Pem(List.copyOf(keys), List.copyOf(certificates));
  }

  private static PrivateKey key(byte[] content) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(content));
  }

  private static X509Certificate certificate(byte[] content) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(content));
  }

  static String text(PrivateKey key) {
    return block("PRIVATE KEY", key.getEncoded());
  }

  static String text(X509Certificate certificate) throws GeneralSecurityException {
    return block("CERTIFICATE", certificate.getEncoded());
  }

  private static String block(String type, byte[] content) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(type, LINES.encodeToString(content), type)
        .replace(System.lineSeparator(), "\n");
  }
}
