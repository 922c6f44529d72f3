extension Sequence where Element: Hashable {
  /// Each element once, in the order in which they first occur.
  ///
  /// - Complexity: O(n) on average.
  func eachOnce() -> [Element] {
    var found: [Element] = []
    var known: Set<Element>?
    for element in self {
      // A few are told apart faster by looking at each than by hashing their texts.
      if known == nil, found.count == 16 { known = Set(found) }
      if known?.insert(element).inserted ?? !found.contains(element) { found.append(element) }
    }
    return found
  }
}
