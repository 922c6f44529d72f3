/// A place where stock is kept or goods are sent: a warehouse, for one (SPEC §2.1).
public struct Location: Sendable, Hashable {
  /// Its identity.
  public let id: LocationID

  /// Its name: 1 character to 200 bytes.
  public let name: String

  /// Its postal address: 1 character to 500 bytes, on one line or several.
  public let address: String

  /// Its postal code.
  public let postalCode: PostalCode

  /// A location as it comes from outside, not checked yet.
  public struct Draft: Sendable, Hashable {
    /// Its identity.
    public var id: String
    /// Its name.
    public var name: String
    /// Its postal address.
    public var address: String
    /// Its postal code.
    public var postalCode: String

    /// Creates a draft.
    public init(id: String, name: String, address: String, postalCode: String) {
      self.id = id
      self.name = name
      self.address = address
      self.postalCode = postalCode
    }
  }

  /// Creates a location.
  ///
  /// - Throws: ``CatalogueError/invalid(_:)`` with every violation, at `id`, `name`, `address` or `postalCode`.
  public init(_ draft: Draft) throws(CatalogueError) {
    var validation = CatalogueValidation()
    let id: LocationID? = validation.identifier(draft.id, FieldPath("id"))
    let name = validation.text(draft.name, .name, FieldPath("name"))
    let address = validation.text(draft.address, .address, FieldPath("address"))
    let postalCode = validation.postalCode(draft.postalCode, FieldPath("postalCode"))
    guard let id, let name, let address, let postalCode else { throw validation.error }
    self.id = id
    self.name = name
    self.address = address
    self.postalCode = postalCode
  }

  /// This location as a draft, to change something in.
  public var draft: Draft { Draft(id: id.text, name: name, address: address, postalCode: postalCode.text) }
}

/// The identity of a ``Location``.
public typealias LocationID = Identifier<Location>
