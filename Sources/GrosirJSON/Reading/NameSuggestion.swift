/// Finds which known name somebody may have meant.
package enum NameSuggestion {
  /// The nearest of these names, or nil if none is near; of equally near ones the first.
  ///
  /// Near is a difference of one letter in short names and two in longer ones, where two letters swapped are one
  /// difference, and where capitals, `_` and `-` make none: `units_per_bundle` is `unitsPerBundle`.
  package static func nearest(to name: String, among known: [String]) -> String? {
    guard name.utf8.count <= 64 else { return nil }
    let folded = fold(name)
    var best: (name: String, distance: Int)?
    for candidate in known {
      let other = fold(candidate)
      let allowed = min(folded.count, other.count) <= 4 ? 1 : 2
      guard abs(folded.count - other.count) <= allowed else { continue }
      let distance = distance(folded, other)
      if distance <= allowed, distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// All of these names, the nearest first; of equally near ones in their order.
  ///
  /// - Complexity: O(n log n) in their number, each as long as the two names multiplied.
  package static func nearestFirst(to name: String, among known: [String]) -> [String] {
    let folded = Array(fold(name).prefix(512))
    return known.enumerated().map { ($0, distance(folded, fold($1)), $1) }
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map { $0.2 }
  }

  private static func fold(_ name: String) -> [UInt8] {
    name.utf8.compactMap { byte in
      switch byte {
      case UInt8(ascii: "_"), UInt8(ascii: "-"): nil
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      default: byte
      }
    }
  }

  /// How many bytes must be put in, left out, replaced or swapped with their neighbour to make one from the other.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, byte) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (byte == other ? 0 : 1))
        if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
