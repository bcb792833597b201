package dev.jumpgate.keys;

import dev.jumpgate.process.JumpgateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The key and certificate of one node or operator, and the authorities it trusts, as the files say
 * now: what changes there is used by the next connection.
 */
public final class Credentials {

  private static final Logger LOG = LogManager.getLogger(Credentials.class);
  private static final char[] NO_PASSWORD = {};
  private static final Duration SOON = Duration.ofDays(30);

  // Immutable.
  private final KeyFolder folder;
  private final Holder holder;
  private final Class<? extends Holder> callers;

  // Guarded by lock. Invariant: the context is that of the files as they were at `read`.
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Stamp read;
  private @Nullable Loaded loaded;

  private Credentials(KeyFolder folder, Holder holder, Class<? extends Holder> callers) {
    this.folder = folder;
    this.holder = holder;
    this.callers = callers;
  }

  private record Loaded(SSLContext context, Instant expires) {}

  /** What a change of either file changes. */
  private record Stamp(FileStamp own, FileStamp trusted) {}

  private record FileStamp(Object time, long size, @Nullable Object key) {

    static FileStamp of(Path file) throws IOException {
      var found = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(found.lastModifiedTime(), found.size(), found.fileKey());
    }
  }

  /**
   * Reads the keys of a node or an operator.
   *
   * @param callers who may call: nodes where members meet, operators at a gate. Who is called is
   *     always a node
   * @throws JumpgateException with one line, that says what to run where they are missing
   */
  public static Credentials of(KeyFolder folder, Holder holder, Class<? extends Holder> callers) {
    if (!folder.exists()) {
      throw new JumpgateException(
          "there are no keys in %s: run jumpgate keys init, then jumpgate keys %s"
              .formatted(folder.path(), command(holder)));
    }
    if (!folder.has(holder)) {
      throw new JumpgateException(
          "%s has no keys of %s: run jumpgate keys %s"
              .formatted(folder.path(), holder, command(holder)));
    }
    var credentials = new Credentials(folder, holder, callers);
    try {
      Stamp stamp = credentials.stamp();
      credentials.loaded = credentials.load();
      credentials.read = stamp;
      return credentials;
    } catch (IOException | GeneralSecurityException e) {
      throw new JumpgateException(
          "the keys of %s cannot be used: %s".formatted(holder, e.getMessage()), e);
    }
  }

  private static String command(Holder holder) {
    return switch (holder) {
      case Holder.OfNode(var name) -> "node " + name;
      case Holder.OfOperator(var name, var role) -> "operator " + name + " --role " + role;
    };
  }

  /**
   * These, where they are good now; who uses others would only hear from each node in turn that it
   * does not accept them.
   *
   * @throws JumpgateException with one line, that says what to run, when the certificate has
   *     expired
   */
  public Credentials requireValid(InstantSource clock) {
    Instant expires = expires();
    Duration left = Duration.between(clock.instant(), expires);
    if (left.isNegative()) {
      throw new JumpgateException(
          "the certificate of %s expired at %s: run jumpgate keys %s --replace"
              .formatted(holder, expires, command(holder)));
    }
    if (left.compareTo(SOON) < 0) {
      LOG.warn("the certificate of {} expires at {}", holder, expires);
    }
    return this;
  }

  /** Whose they are. */
  public Holder holder() {
    return holder;
  }

  /** From when on nobody accepts the certificate, if its files are left as they are. */
  public Instant expires() {
    return current().expires();
  }

  /** For the next connection. */
  public SSLContext context() {
    return current().context();
  }

  /** What every connection is to keep to: TLS 1.3 only, and both sides show a certificate. */
  public static SSLParameters parameters() {
    var parameters = new SSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3"});
    parameters.setCipherSuites(new String[] {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"});
    parameters.setNeedClientAuth(true);
    return parameters;
  }

  private Loaded current() {
    lock.lock();
    try {
      Stamp now = stamp();
      if (!now.equals(read)) {
        // Remembered even where loading fails: a broken file is complained of once, not per
        // connection.
        read = now;
        loaded = load();
        LOG.info("the keys of {} were read again; they expire at {}", holder, loaded.expires());
      }
    } catch (IOException | GeneralSecurityException e) {
      LOG.warn("the keys of {} changed and cannot be used, the former ones go on: {}", holder, e);
    } finally {
      lock.unlock();
    }
    return Objects.requireNonNull(loaded);
  }

  private Stamp stamp() throws IOException {
    return new Stamp(FileStamp.of(folder.file(holder)), FileStamp.of(folder.trusted()));
  }

  private Loaded load() throws IOException, GeneralSecurityException {
    Path file = folder.file(holder);
    KeyFolder.checkPrivate(file);
    Pem own = Pem.read(file);
    List<X509Certificate> trusted = Pem.read(folder.trusted()).certificates();
    if (own.key().size() != 1 || own.certificates().isEmpty() || trusted.isEmpty()) {
      throw new IOException(
          file + " needs a private key and its certificate, ca.pem a certificate");
    }
    X509Certificate certificate = own.certificates().getFirst();
    Holder named = Holder.of(certificate);
    if (!named.equals(holder)) {
      throw new IOException("%s is the certificate of %s".formatted(file, named));
    }
    checkPair(file, own.key().getFirst(), certificate);
    return new Loaded(context(own, trusted), certificate.getNotAfter().toInstant());
  }

  // Said here rather than by the first handshake, which could not say which file is to blame.
  private static void checkPair(Path file, PrivateKey key, X509Certificate certificate)
      throws IOException, GeneralSecurityException {
    byte[] sample = "jumpgate".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    var signing = Signature.getInstance("SHA256withECDSA");
    signing.initSign(key);
    signing.update(sample);
    byte[] signed = signing.sign();
    signing.initVerify(certificate);
    signing.update(sample);
    if (!signing.verify(signed)) {
      throw new IOException("the key in %s is not that of its certificate".formatted(file));
    }
  }

  private SSLContext context(Pem own, List<X509Certificate> trusted)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "own",
        own.key().getFirst(),
        NO_PASSWORD,
        own.certificates().toArray(X509Certificate[]::new));
    for (int i = 0; i < trusted.size(); i++) {
      keys.setCertificateEntry("ca-" + i, trusted.get(i));
    }
    var keyManagers = KeyManagerFactory.getInstance("PKIX");
    keyManagers.init(keys, NO_PASSWORD);
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(keys);
    var context = SSLContext.getInstance("TLSv1.3");
    context.init(
        keyManagers.getKeyManagers(),
        new TrustManager[] {
          new PeerCheck((X509ExtendedTrustManager) trust.getTrustManagers()[0], callers)
        },
        null);
    return context;
  }
}
