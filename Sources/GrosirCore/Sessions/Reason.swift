/// Why somebody did what has to be justified: one line of 1 to 500 bytes.
public struct Reason: Sendable, Hashable {
  /// The text.
  public let text: String

  /// Creates a reason, or nil if the text is empty, longer than 500 bytes or holds a control character.
  public init?(_ text: String) {
    guard 1...500 ~= text.utf8.count else { return nil }
    guard !text.unicodeScalars.contains(where: { 0...0x1F ~= $0.value || 0x7F...0x9F ~= $0.value }) else { return nil }
    self.text = text
  }
}

extension Reason: Recordable {
  /// The text.
  public var record: Record { .text(text) }

  /// From the text.
  public init?(record: Record) {
    guard case .text(let text) = record else { return nil }
    self.init(text)
  }
}
