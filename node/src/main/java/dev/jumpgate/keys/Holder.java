package dev.jumpgate.keys;

import dev.jumpgate.operator.Role;
import dev.jumpgate.process.JumpgateException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who holds a certificate, as the certificate says. */
public sealed interface Holder {

  /** The node's or the operator's name. */
  String name();

  /** How the certificate says it: the one URI among its alternative names. */
  String uri();

  /** What the certificate is for, beside TLS: an extended key usage of ours. */
  String purpose();

  /** Where the key and the certificate are in a {@link KeyFolder}. */
  String fileName();

  record OfNode(String name) implements Holder {

    public OfNode {
      checkName(name);
    }

    @Override
    public String uri() {
      return "jumpgate:node:" + name;
    }

    @Override
    public String purpose() {
      return "2.25.303179641818437020610503107687346163580";
    }

    @Override
    public String fileName() {
      return "node-" + name + ".pem";
    }

    @Override
    public String toString() {
      return "node " + name;
    }
  }

  record OfOperator(String name, Role role) implements Holder {

    public OfOperator {
      checkName(name);
    }

    @Override
    public String uri() {
      return "jumpgate:operator:%s?role=%s".formatted(name, role);
    }

    @Override
    public String purpose() {
      return "2.25.19143745971510085852711673963479142495";
    }

    @Override
    public String fileName() {
      return "operator-" + name + ".pem";
    }

    @Override
    public String toString() {
      return "operator %s (%s)".formatted(name, role);
    }
  }

  /** How the names of nodes and operators are formed. */
  Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  private static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new JumpgateException(
          "'%s' is no name for a certificate: a lower-case letter, then letters, digits and -"
              .formatted(name));
    }
  }

  /**
   * Who holds a certificate. That somebody trustworthy signed it is for others to check.
   *
   * @throws CertificateException with one line when it is no certificate of a node or an operator
   */
  static Holder of(X509Certificate certificate) throws CertificateException {
    String uri = uri(certificate);
    Holder holder = uri == null ? null : parse(uri);
    if (holder == null) {
      throw new CertificateException("a certificate that names no node and no operator");
    }
    List<String> purposes = certificate.getExtendedKeyUsage();
    if (purposes == null || !purposes.contains(holder.purpose())) {
      throw new CertificateException("a certificate that is not meant for " + holder);
    }
    return holder;
  }

  private static @Nullable Holder parse(String uri) {
    Matcher node = Pattern.compile("jumpgate:node:(" + NAME + ")").matcher(uri);
    if (node.matches()) {
      return new OfNode(node.group(1));
    }
    Matcher operator =
        Pattern.compile("jumpgate:operator:(" + NAME + ")\\?role=(viewer|operator|admin)")
            .matcher(uri);
    return operator.matches()
        ? new OfOperator(
            operator.group(1), Role.valueOf(operator.group(2).toUpperCase(Locale.ROOT)))
        : null;
  }

  // The one URI, or null: with two of them nobody could say which one counts.
  private static @Nullable String uri(X509Certificate certificate)
      throws CertificateParsingException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    if (names == null) {
      return null;
    }
    int uriName = 6;
    List<String> uris =
        names.stream()
            .filter(n -> n.getFirst().equals(uriName))
            .map(n -> String.valueOf(n.get(1)))
            .toList();
    return uris.size() == 1 ? uris.getFirst() : null;
  }
}
