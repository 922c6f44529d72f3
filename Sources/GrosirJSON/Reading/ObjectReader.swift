public import GrosirCore

/// Reads the fields of one JSON object, strictly.
///
/// Whoever reads an object asks for every field first, in the order of the schema, then says ``end()``, and then
/// builds. Nothing is thrown until a field is used that was refused, so every violation is found.
///
/// ```swift
/// extension VariantTerms: DocumentReadable {
///   init(reading object: inout ObjectReader) throws(Unreadable) {
///     let id = object.required("id", .identifier(VariantID.self))
///     let unitsPerBundle = object.required("unitsPerBundle", .integer(1...Quantity.maximum))
///     let tolerance = object.defaulted("tolerance", .nullable(.integer(0...Quantity.maximum)), to: nil)
///     let ordered = object.defaulted("ordered", .integer(0...Quantity.maximum), to: 0)
///     object.end()
///     try self.init(id: id(), unitsPerBundle: unitsPerBundle(), tolerance: tolerance(), ordered: ordered())
///   }
/// }
/// ```
///
/// Where one field decides which others there are, use it before the others are asked for:
/// `switch try object.required("kind", .choice(of: PolicyKind.self))() { … }`. If it was refused, the reading of this
/// object stops there, and its other fields are neither missed nor called unknown.
public struct ObjectReader {
  private let members: [JSONObject.Member]
  private let context: ReadingContext
  private var isRead: [Bool]
  /// The fields that were asked for, in order.
  package private(set) var asked: [String] = []
  private var next = 0
  private var hasEnded = false

  /// A reader of an object at the place where the context is.
  package init(_ object: JSONObject, in context: ReadingContext) {
    members = object.members
    isRead = Array(repeating: false, count: members.count)
    self.context = context
  }

  /// A field that must be there.
  public mutating func required<Reader: ValueReader>(_ name: String, _ reader: Reader) -> Field<Reader.Value> {
    guard let value = take(name) else {
      context.at(.name(name)) { context.refuse(.missing, "is required, but missing") }
      return Field(nil)
    }
    return read(name, value, reader)
  }

  /// A field that may be absent, and then is nil; being there, it must not be null.
  public mutating func optional<Reader: ValueReader>(_ name: String, _ reader: Reader) -> Field<Reader.Value?> {
    guard let value = take(name) else { return Field(.some(nil)) }
    return Field(read(name, value, reader).value.map { .some($0) })
  }

  /// A field that may be absent, and then has its default; being there, it must not be null.
  ///
  /// Where absent and null both mean none, the reader is a nullable one, and the default nil.
  public mutating func defaulted<Reader: ValueReader>(
    _ name: String, _ reader: Reader, to standard: Reader.Value
  ) -> Field<Reader.Value> {
    guard let value = take(name) else { return Field(standard) }
    return read(name, value, reader)
  }

  /// Notes that values which are each allowed do not go together, at the field that is to be changed.
  ///
  /// Returns what may be thrown, where there is nothing to go on with.
  @discardableResult
  public func refuse(_ name: String, _ code: Violation.Code, _ message: String) -> Unreadable {
    context.at(.name(name)) { context.refuse(code, message) }
    return Unreadable()
  }

  /// Where the object stands in the document.
  public var path: FieldPath { context.path }

  /// Notes what the domain found wrong with values made of this object's fields; the paths are the document's.
  @discardableResult
  public func refuse(_ violations: [Violation]) -> Unreadable {
    for violation in violations { context.note(violation) }
    return Unreadable()
  }

  /// Refuses every field that nobody asked for, with a suggestion where a known and absent one has nearly its name.
  ///
  /// Called by itself after an object was read without it, but only then: an object whose reading was given up may
  /// have fields nobody came to ask for.
  public mutating func end() {
    guard !hasEnded else { return }
    hasEnded = true
    guard isRead.contains(false) else { return }
    let present = Set(members.map(\.name))
    let absent = asked.filter { !present.contains($0) }
    for (position, member) in members.enumerated() where !isRead[position] {
      let suggestion = NameSuggestion.nearest(to: member.name, among: absent)
      let hint = suggestion.map { "; did you mean \"\($0)\"?" } ?? ""
      refuse(member.name, .unknown, "is not a field of this object\(hint)")
    }
  }
}

extension ObjectReader {
  private func read<Reader: ValueReader>(_ name: String, _ value: JSONValue, _ reader: Reader) -> Field<Reader.Value> {
    Field(context.at(.name(name)) { reader.read(value, in: context) })
  }

  /// The member of this name; the search begins behind the one found last, where it mostly is.
  private mutating func take(_ name: String) -> JSONValue? {
    asked.append(name)
    var position = next
    for _ in members.indices {
      if position == members.count { position = 0 }
      if members[position].name == name {
        isRead[position] = true
        next = position + 1
        return members[position].value
      }
      position += 1
    }
    return nil
  }
}
