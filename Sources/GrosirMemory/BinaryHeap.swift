/// A heap in an array: the least element is first.
struct BinaryHeap<Element: Comparable> {
  private var elements: [Element] = []

  /// The least element.
  var first: Element? { elements.first }

  /// Adds an element; at once, if it is the greatest.
  ///
  /// - Complexity: O(log n), O(1) for elements that come in order.
  mutating func insert(_ element: Element) {
    var place = elements.count
    let isInOrder = place == 0 || !(element < elements[(place - 1) / 2])
    elements.append(element)
    guard !isInOrder else { return }
    while place > 0 {
      let parent = (place - 1) / 2
      guard elements[place] < elements[parent] else { return }
      elements.swapAt(place, parent)
      place = parent
    }
  }

  /// Removes the least element, if there is one.
  ///
  /// - Complexity: O(log n).
  mutating func removeFirst() {
    guard let last = elements.popLast(), !elements.isEmpty else { return }
    elements[0] = last
    var place = 0
    while true {
      var child = 2 * place + 1
      guard child < elements.count else { return }
      if child + 1 < elements.count, elements[child + 1] < elements[child] { child += 1 }
      guard elements[child] < elements[place] else { return }
      elements.swapAt(place, child)
      place = child
    }
  }

  /// Visits every element up to a bound, in no particular order, and no others but those right behind them.
  ///
  /// - Complexity: O(k) in the number visited.
  func forEach(_ isWithin: (Element) -> Bool, _ body: (Element) -> Void) {
    guard let first = elements.first, isWithin(first) else { return }
    var waiting = [0]
    while let place = waiting.popLast() {
      guard place < elements.count, isWithin(elements[place]) else { continue }
      body(elements[place])
      waiting.append(2 * place + 1)
      waiting.append(2 * place + 2)
    }
  }
}
