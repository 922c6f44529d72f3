/// The members of a JSON object, in the order in which they were written or are to be printed.
///
/// It is a list, not a dictionary: an object is read once from front to back, and what comes out must not depend on
/// anybody's hash seed.
public struct JSONObject: Sendable, Hashable {
  /// The members in their order; no name occurs twice.
  public private(set) var members: [Member]

  /// An object with these members.
  ///
  /// - Precondition: no name occurs twice; checked in debug builds only. What was parsed satisfies it.
  public init(_ members: [Member] = []) {
    assert(Set(members.map(\.name)).count == members.count, "a name occurs twice")
    self.members = members
  }

  /// One name with its value.
  public struct Member: Sendable, Hashable {
    /// The name.
    public let name: String
    /// The value.
    public let value: JSONValue

    /// Creates a member.
    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// Adds a member at the end.
  ///
  /// - Precondition: no member has this name; checked in debug builds only.
  public mutating func append(_ name: String, _ value: JSONValue) {
    assert(self[name] == nil, "a name occurs twice")
    members.append(Member(name, value))
  }

  /// The value of this name, or nil if there is none.
  ///
  /// - Complexity: O(n) in the number of members.
  public subscript(name: String) -> JSONValue? {
    members.first { $0.name == name }?.value
  }
}
