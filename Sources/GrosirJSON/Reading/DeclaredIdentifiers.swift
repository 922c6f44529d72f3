public import GrosirCore

/// The identifiers that one part of a document declares and others refer to.
///
/// One that is declared twice, or referred to and never declared, is refused where it stands, in the same reading that
/// finds everything else. Where a declaration could not be read, nothing is said of references: each may be to that
/// one.
///
/// ```swift
/// let variants = DeclaredIdentifiers<Variant>()
/// let entries = object.required("variants", .array(of: .one(declaring: variants, .object(…)), count: 1...9))
/// // and in each of those objects: let id = entry.required("id", .declaration(in: variants))
/// let basket = object.optional("basket", .map(from: .reference(to: variants), to: .integer(1...9), count: 1...9))
/// ```
public final class DeclaredIdentifiers<Subject> {
  private var paths: [Identifier<Subject>: FieldPath] = [:]
  private var count = 0
  private var isComplete = true

  /// Nothing declared yet.
  public init() {}

  /// Declares an identifier; gives the path of the earlier declaration if there is one.
  fileprivate func declare(_ identifier: Identifier<Subject>, at path: FieldPath) -> FieldPath? {
    count += 1
    if let earlier = paths[identifier] { return earlier }
    paths[identifier] = path
    return nil
  }

  /// Reads something that ought to declare an identifier.
  fileprivate func whileDeclaring<Result>(_ read: () -> Result) -> Result {
    let before = count
    defer { if count == before { isComplete = false } }
    return read()
  }

  /// Whether a reference is certainly to nothing.
  fileprivate func isUnknown(_ identifier: Identifier<Subject>) -> Bool {
    isComplete && !paths.isEmpty && paths[identifier] == nil
  }
}

/// Reads an identifier that must not have been declared before.
public struct DeclarationReader<Subject>: ValueReader {
  let identifiers: DeclaredIdentifiers<Subject>

  /// Reads the identifier and declares it.
  public func read(_ value: JSONValue, in context: ReadingContext) -> Identifier<Subject>? {
    let reader: FormReader<Identifier<Subject>> = .identifier(Identifier<Subject>.self)
    guard let identifier = reader.read(value, in: context) else { return nil }
    if let earlier = identifiers.declare(identifier, at: context.path) {
      context.refuse(
        .duplicate, "is \"\(shortened(identifier.text))\", as \(earlier) is already; each may be there once")
      return nil
    }
    return identifier
  }
}

/// Reads an identifier that must have been declared.
public struct ReferenceReader<Subject>: ValueReader {
  let identifiers: DeclaredIdentifiers<Subject>

  /// Reads the identifier and looks it up.
  public func read(_ value: JSONValue, in context: ReadingContext) -> Identifier<Subject>? {
    let reader: FormReader<Identifier<Subject>> = .identifier(Identifier<Subject>.self)
    guard let identifier = reader.read(value, in: context) else { return nil }
    if identifiers.isUnknown(identifier) {
      context.refuse(.unknown, "names \"\(shortened(identifier.text))\", which this document does not list")
      return nil
    }
    return identifier
  }
}

/// Reads something that declares an identifier somewhere inside.
public struct DeclaringReader<Subject, Element: ValueReader>: ValueReader {
  let identifiers: DeclaredIdentifiers<Subject>
  let element: Element

  /// Reads the value, and notes it if nothing could be declared.
  public func read(_ value: JSONValue, in context: ReadingContext) -> Element.Value? {
    identifiers.whileDeclaring { element.read(value, in: context) }
  }
}

extension ValueReader {
  /// What the other reader reads, which ought to declare one identifier.
  public static func one<Subject, Element>(declaring identifiers: DeclaredIdentifiers<Subject>, _ element: Element)
    -> Self
  where Self == DeclaringReader<Subject, Element> {
    DeclaringReader(identifiers: identifiers, element: element)
  }

  /// An identifier that this document declares here, and nowhere else.
  public static func declaration<Subject>(in identifiers: DeclaredIdentifiers<Subject>) -> Self
  where Self == DeclarationReader<Subject> {
    DeclarationReader(identifiers: identifiers)
  }

  /// An identifier that this document declares elsewhere, in a part that was read before.
  public static func reference<Subject>(to identifiers: DeclaredIdentifiers<Subject>) -> Self
  where Self == ReferenceReader<Subject> {
    ReferenceReader(identifiers: identifiers)
  }
}
