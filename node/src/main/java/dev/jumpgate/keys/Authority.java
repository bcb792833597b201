package dev.jumpgate.keys;

import dev.jumpgate.process.JumpgateException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The private certificate authority of a cluster: makes the certificates of its nodes and
 * operators. The one class that needs a library for X.509.
 */
public final class Authority {

  /** How long an authority is good for. */
  public static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3650);

  /** How long a certificate is good for unless said otherwise. */
  public static final Duration VALIDITY = Duration.ofDays(365);

  // Clocks of different machines differ: a fresh certificate is to be good on all of them.
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);
  private static final int SERIAL_BITS = 128;

  private final KeyFolder folder;
  private final PrivateKey key;
  private final X509Certificate certificate;
  private final InstantSource clock;
  private final SecureRandom random;

  private Authority(
      KeyFolder folder,
      PrivateKey key,
      X509Certificate certificate,
      InstantSource clock,
      SecureRandom random) {
    this.folder = folder;
    this.key = key;
    this.certificate = certificate;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Makes an authority.
   *
   * @param replace whether one that is there may be replaced, and what it signed becomes worthless
   * @throws JumpgateException with one line when there is one already, or it cannot be written
   */
  public static Authority init(
      KeyFolder folder, boolean replace, InstantSource clock, SecureRandom random) {
    refuseToOverwrite(folder.authority(), replace);
    refuseToOverwrite(folder.trusted(), replace);
    try {
      KeyPair pair = pair(random);
      var name = new X500Name("CN=jumpgate " + Long.toHexString(random.nextLong()));
      var builder = builder(name, pair.getPublic(), name, clock, AUTHORITY_VALIDITY, random);
      var ids = new JcaX509ExtensionUtils();
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
          .addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
          .addExtension(
              Extension.subjectKeyIdentifier,
              false,
              ids.createSubjectKeyIdentifier(pair.getPublic()));
      X509Certificate certificate = sign(builder, pair.getPrivate());
      folder.write(folder.authority(), Pem.text(pair.getPrivate()));
      folder.write(folder.trusted(), Pem.text(certificate));
      return new Authority(folder, pair.getPrivate(), certificate, clock, random);
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw failed("the authority cannot be made in " + folder.path(), e);
    }
  }

  /**
   * The authority of a folder.
   *
   * @throws JumpgateException with one line when there is none, or it cannot be read
   */
  public static Authority open(KeyFolder folder, InstantSource clock, SecureRandom random) {
    if (!Files.exists(folder.authority()) || !Files.exists(folder.trusted())) {
      throw new JumpgateException(
          "%s has no certificate authority: run jumpgate keys init%s"
              .formatted(
                  folder.path(), folder.exists() ? ", or use the folder that has ca.key" : ""));
    }
    try {
      KeyFolder.checkPrivate(folder.authority());
      Pem key = Pem.read(folder.authority());
      Pem trusted = Pem.read(folder.trusted());
      if (key.key().isEmpty() || trusted.certificates().isEmpty()) {
        throw new IOException("ca.key or ca.pem is empty");
      }
      // The first one is the one that signs; others are trusted beside it.
      return new Authority(
          folder, key.key().getFirst(), trusted.certificates().getFirst(), clock, random);
    } catch (IOException e) {
      throw failed("the authority in %s cannot be read".formatted(folder.path()), e);
    }
  }

  /** When the authority itself is over, and all that it signed with it. */
  public Instant expires() {
    return certificate.getNotAfter().toInstant();
  }

  /**
   * Makes a key and a certificate for a node or an operator.
   *
   * @param validity at most as long as the authority's own
   * @param replace whether one that is there may be replaced; a node that runs takes the new one up
   * @throws JumpgateException with one line when there is one already, or it cannot be written
   */
  public Issued issue(Holder holder, Duration validity, boolean replace) {
    Path file = folder.file(holder);
    refuseToOverwrite(file, replace);
    try {
      KeyPair pair = pair(random);
      var issuer = new X500Name(certificate.getSubjectX500Principal().getName());
      var subject = new X500Name("CN=" + holder.name());
      var builder = builder(issuer, pair.getPublic(), subject, clock, validity, random);
      extend(builder, holder, pair.getPublic());
      X509Certificate made = sign(builder, key);
      folder.write(file, Pem.text(pair.getPrivate()) + Pem.text(made));
      return Issued.of(made, file);
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw failed("the keys of %s cannot be made".formatted(holder), e);
    }
  }

  private void extend(X509v3CertificateBuilder builder, Holder holder, PublicKey of)
      throws IOException, GeneralSecurityException {
    var ids = new JcaX509ExtensionUtils();
    var ours = KeyPurposeId.getInstance(new ASN1ObjectIdentifier(holder.purpose()));
    // Nodes call and are called; operators only call.
    KeyPurposeId[] purposes =
        switch (holder) {
          case Holder.OfNode _ ->
              new KeyPurposeId[] {
                KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth, ours
              };
          case Holder.OfOperator _ -> new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth, ours};
        };
    var uri = new GeneralName(GeneralName.uniformResourceIdentifier, holder.uri());
    builder
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purposes))
        .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(uri))
        .addExtension(
            Extension.authorityKeyIdentifier, false, ids.createAuthorityKeyIdentifier(certificate))
        .addExtension(Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(of));
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer,
      PublicKey key,
      X500Name subject,
      InstantSource clock,
      Duration validity,
      SecureRandom random) {
    Instant now = clock.instant();
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS),
        Date.from(now.minus(CLOCK_SKEW)),
        Date.from(now.plus(validity)),
        subject,
        key);
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static KeyPair pair(SecureRandom random) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private static void refuseToOverwrite(Path file, boolean replace) {
    if (!replace && Files.exists(file)) {
      throw new JumpgateException(
          "%s is there already: --replace makes a new one in its place".formatted(file));
    }
  }

  private static JumpgateException failed(String what, Exception e) {
    return new JumpgateException(what + ": " + e.getMessage(), e);
  }
}
