package dev.jumpgate.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LexerTest {

  @Test
  void indentation_byOpenBrackets() {
    assertThat(Lexer.indentation("class A {")).isEqualTo(1);
    assertThat(Lexer.indentation("class A {\n  void f() {")).isEqualTo(2);
    assertThat(Lexer.indentation("class A {\n  void f() {\n  }")).isEqualTo(1);
    assertThat(Lexer.indentation("f(a,")).isEqualTo(1);
  }

  @Test
  void indentation_statementGoesOn_isOneStep() {
    assertThat(Lexer.indentation("int n =")).isEqualTo(1);
  }

  @Test
  void indentation_bracketsThatAreNone_doNotCount() {
    assertThat(Lexer.indentation("if (c == '{') { s = \"{\\\"{\"; // {{{")).isEqualTo(1);
    assertThat(Lexer.indentation("/* {{{ */ class A {")).isEqualTo(1);
  }

  @Test
  void indentation_insideATextBlockOrComment_isNone() {
    assertThat(Lexer.indentation("{ var s = \"\"\"\n  {")).isZero();
    assertThat(Lexer.indentation("{ /* for {")).isZero();
    assertThat(Lexer.indentation("{ var s = \"\"\"\n  {\"\"\";")).isEqualTo(1);
  }
}
