# Read by the commands of this folder, which define fail.

is_jdk_25() {
  [ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release" 2>/dev/null
}

# Sets jdk. Reads release files only: starting a java to ask for its version takes longer than all else here.
find_jdk() {
  if [ -n "${JUMPGATE_JAVA_HOME:-}" ]; then
    jdk=$JUMPGATE_JAVA_HOME
    is_jdk_25 "$jdk" || fail "JUMPGATE_JAVA_HOME is no JDK 25: $jdk"
    return
  fi
  on_path=$(command -v java || true)
  mac=/usr/libexec/java_home
  for jdk in \
    "${JAVA_HOME:-}" \
    "$(dirname "$(dirname "$(readlink -f "$on_path" || true)")")" \
    /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* /opt/* /opt/*/* \
    "$([ ! -x "$mac" ] || "$mac" -v 25 2>/dev/null || true)"; do
    if is_jdk_25 "$jdk"; then
      return
    fi
  done
  fail "needs a JDK 25 and found none; install one (https://adoptium.net) or set JUMPGATE_JAVA_HOME to its folder"
}
