/// Reads whole documents into values, strictly, and reports everything that is wrong with them (SPEC §14, §15).
///
/// ```swift
/// let request = try DocumentReader().read(parsing: bytes, as: .object(AvailabilityRequest.self))
/// ```
public struct DocumentReader: Sendable {
  /// What is refused unread.
  public let limits: JSONLimits

  /// Creates a reader.
  public init(limits: JSONLimits = .standard) {
    self.limits = limits
  }

  /// Parses a document and reads it.
  ///
  /// - Throws: ``InvalidDocument`` with the violations of the text or, if that is sound, of the fields.
  public func read<Reader: ValueReader>(
    parsing bytes: some Sequence<UInt8>, as reader: Reader
  ) throws(InvalidDocument) -> Reader.Value {
    try read(JSONValue(parsing: bytes, limits: limits), as: reader)
  }

  /// Reads a document that is parsed already.
  ///
  /// - Throws: ``InvalidDocument`` with every violation in the order in which the fields are asked for, the unknown
  ///   fields of each object behind its known ones.
  public func read<Reader: ValueReader>(
    _ document: JSONValue, as reader: Reader
  ) throws(InvalidDocument) -> Reader.Value {
    let context = ReadingContext()
    let result = reader.read(document, in: context)
    if let invalid = context.outcome { throw invalid }
    guard let result else { preconditionFailure("a reader refused a value without saying why") }
    return result
  }
}
