package dev.jumpgate.keys;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Lets the JDK judge the chain, its dates and its signatures, and then asks who holds the
 * certificate: one that was signed by our authority and names nobody we know is good for nothing.
 *
 * <p>Names are not compared with hosts: nodes are known by their own names, wherever they run.
 */
final class PeerCheck extends X509ExtendedTrustManager {

  private final X509ExtendedTrustManager chains;
  private final Class<? extends Holder> callers;

  PeerCheck(X509ExtendedTrustManager chains, Class<? extends Holder> callers) {
    this.chains = chains;
    this.callers = callers;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    chains.checkClientTrusted(chain, type);
    check(chain[0], callers);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    chains.checkClientTrusted(chain, type, socket);
    check(chain[0], callers);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    chains.checkClientTrusted(chain, type, engine);
    check(chain[0], callers);
  }

  // Who is called is always a node.

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    chains.checkServerTrusted(chain, type);
    check(chain[0], Holder.OfNode.class);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    chains.checkServerTrusted(chain, type, socket);
    check(chain[0], Holder.OfNode.class);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    chains.checkServerTrusted(chain, type, engine);
    check(chain[0], Holder.OfNode.class);
  }

  private static void check(X509Certificate certificate, Class<? extends Holder> wanted)
      throws CertificateException {
    Holder holder = Holder.of(certificate);
    if (!wanted.isInstance(holder)) {
      throw new CertificateException("%s has no business here".formatted(holder));
    }
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return chains.getAcceptedIssuers();
  }
}
