/// How many columns of a terminal a text takes: two for each wide character of East Asia and each emoji, none for marks
/// that stand above or below another character.
func columnsTaken(by text: String) -> Int {
  // Most text is ASCII, and its bytes are its columns; identifiers have no control characters.
  text.utf8.allSatisfy { $0 < 0x80 } ? text.utf8.count : text.reduce(0) { $0 + columnsTaken(by: $1) }
}

private func columnsTaken(by character: Character) -> Int {
  let scalars = character.unicodeScalars
  if scalars.contains(where: { $0.properties.isEmojiPresentation || $0 == "\u{FE0F}" }) { return 2 }
  return scalars.reduce(0) { $0 + columnsTaken(by: $1) }
}

private func columnsTaken(by scalar: Unicode.Scalar) -> Int {
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: 0
  default: wideScalars.contains { $0 ~= scalar.value } ? 2 : 1
  }
}

/// Where the characters stand that Unicode calls wide or full-width (UAX #11), in blocks.
private let wideScalars: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
  0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1B000...0x1B2FF, 0x20000...0x3FFFD,
]

/// Text followed by spaces up to a width.
func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - columnsTaken(by: text)))
}

/// Text that takes no more than a width: of a longer one the beginning and the end, where names differ most.
func abridged(_ text: String, to width: Int) -> String {
  guard columnsTaken(by: text) > width else { return text }
  let end = beginning(of: text.reversed(), to: (width - 1) / 2)
  return beginning(of: text, to: width - 1 - (width - 1) / 2) + "…" + String(end.reversed())
}

private func beginning(of characters: some Sequence<Character>, to width: Int) -> String {
  var (text, taken) = ("", 0)
  for character in characters {
    taken += columnsTaken(by: character)
    guard taken <= width else { break }
    text.append(character)
  }
  return text
}

/// Text broken into lines of at most a width, between words.
func wrapped(_ text: String, to width: Int) -> [String] {
  var (lines, line, taken) = ([String](), "", 0)
  for word in text.split(separator: " ") {
    let needed = columnsTaken(by: String(word))
    if !line.isEmpty, taken + 1 + needed > width {
      lines.append(line)
      (line, taken) = ("", 0)
    }
    taken += needed + (line.isEmpty ? 0 : 1)
    line += (line.isEmpty ? "" : " ") + word
  }
  return lines + [line]
}
