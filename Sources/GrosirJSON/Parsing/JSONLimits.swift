/// How large a document may be before it is refused unread.
///
/// Work and memory grow in proportion to the size of a document and no faster; these bounds make that a known amount.
public struct JSONLimits: Sendable, Hashable {
  /// The most bytes a document may have.
  public var size: Int

  /// How many objects and lists may stand inside each other; at most 512 whatever is asked for.
  public var depth: Int

  /// The most bytes the name of a member may have, as written.
  ///
  /// Names become part of the path of every violation inside, so they must not be long and many at once.
  public var nameLength: Int

  /// Creates limits; without arguments: 16 MiB, 32 deep, names of 1 KiB.
  public init(size: Int = 16 << 20, depth: Int = 32, nameLength: Int = 1 << 10) {
    self.size = size
    self.depth = min(depth, 512)
    self.nameLength = nameLength
  }

  /// 16 MiB, 32 deep, names of 1 KiB.
  public static let standard = JSONLimits()
}
