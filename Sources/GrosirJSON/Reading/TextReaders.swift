public import GrosirCore

/// Reads text of a bounded length.
public struct TextReader: ValueReader, Sendable {
  let length: ClosedRange<Int>

  /// Reads the value if it is text of the right length, in bytes of UTF-8.
  public func read(_ value: JSONValue, in context: ReadingContext) -> String? {
    guard case .string(let text) = value else { return context.refuse(value, expected: "text") }
    let count = text.utf8.count
    guard count >= length.lowerBound else {
      let problem = count == 0 ? "must not be empty" : "must have at least \(length.lowerBound) bytes, but has \(count)"
      context.refuse(.malformed, problem)
      return nil
    }
    guard count <= length.upperBound else {
      context.refuse(.tooLarge, "must have at most \(length.upperBound) bytes, but has \(count)")
      return nil
    }
    return text
  }
}

/// Reads text that has a form of its own, such as an instant.
public struct FormReader<Value>: ValueReader {
  let expected: String
  let parse: (String) -> Value?

  /// Reads the value if it is text that has the form.
  public func read(_ value: JSONValue, in context: ReadingContext) -> Value? {
    guard case .string(let text) = value else { return context.refuse(value, expected: "text") }
    guard let result = parse(text) else {
      context.refuse(.malformed, "must be \(expected), but is \"\(shortened(text))\"")
      return nil
    }
    return result
  }
}

/// Reads one of a few words.
public struct ChoiceReader<Choice: RawRepresentable & CaseIterable>: ValueReader where Choice.RawValue == String {
  /// Reads the value if it is the raw value of a case.
  public func read(_ value: JSONValue, in context: ReadingContext) -> Choice? {
    guard case .string(let text) = value else { return context.refuse(value, expected: "text") }
    guard let choice = Choice(rawValue: text) else {
      let allowed = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      context.refuse(.unknown, "must be one of \(allowed), but is \"\(shortened(text))\"")
      return nil
    }
    return choice
  }
}

extension ValueReader where Self == TextReader {
  /// Text whose length in bytes of UTF-8 is within bounds.
  public static func text(_ length: ClosedRange<Int>) -> TextReader { TextReader(length: length) }
}

extension ValueReader {
  /// Text of a form of its own; `expected` says for people what it must be: `an instant such as 2026-01-31T08:00:00Z`.
  public static func text<Value>(_ expected: String, _ parse: @escaping (String) -> Value?) -> Self
  where Self == FormReader<Value> {
    FormReader(expected: expected, parse: parse)
  }

  /// An identifier: 1 to 128 bytes of text without control characters (SPEC §2).
  public static func identifier<Subject>(_: Identifier<Subject>.Type) -> Self
  where Self == FormReader<Identifier<Subject>> {
    let most = Identifier<Subject>.maximumLength
    return FormReader(expected: "1 to \(most) bytes of text without control characters", parse: Identifier.init)
  }

  /// One of the raw values of an enumeration.
  public static func choice<Choice>(of _: Choice.Type) -> Self where Self == ChoiceReader<Choice> {
    ChoiceReader()
  }
}

/// The beginning of a text that may be long, for a message.
func shortened(_ text: String) -> String {
  let limit = 60
  let scalars = text.unicodeScalars
  guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
    end != scalars.endIndex
  else { return text }
  return String(scalars[..<end]) + "…"
}
