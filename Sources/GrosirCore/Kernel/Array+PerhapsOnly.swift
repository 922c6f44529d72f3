extension Array {
  /// Appends an element of which there is mostly one.
  ///
  /// An array that has no room is made with it: to make an empty one grow costs several times as much.
  @inline(__always)
  mutating func appendPerhapsOnly(_ element: Element) {
    if capacity == 0 { self = [element] } else { append(element) }
  }
}
