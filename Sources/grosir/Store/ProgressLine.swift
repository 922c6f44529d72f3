import Glibc

/// How far something has come that may take long, on standard error; nothing, where that is no terminal.
enum ProgressLine {
  /// Says what is done now, in place of what was said before.
  static func write(_ text: String) { show("\r\u{1B}[K" + text) }

  /// Takes the line away.
  static func end() { show("\r\u{1B}[K") }

  private static func show(_ text: String) {
    guard isatty(STDERR_FILENO) == 1 else { return }
    // Progress that cannot be shown is not worth failing for.
    _ = FileOutput.write(text, to: STDERR_FILENO)
  }
}
