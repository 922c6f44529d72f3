/// Sets runs of choices to their simplest values, longest runs first.
struct ChoiceReset: ShrinkPass {
  private var size = 32
  private var start = 0

  mutating func propose(_ best: Recording) -> [UInt64]? {
    while size > 1 {
      if start < best.choices.count {
        var values = best.values
        for index in start..<min(start + size, values.count) { values[index] = 0 }
        return values
      }
      size /= 2
      start = 0
    }
    return nil
  }

  mutating func learn(_ kept: Bool) {
    start += size
  }
}

/// Exchanges two elements of a list, so that the simpler comes first.
struct ElementExchange: ShrinkPass {
  private static let reach = 8

  private var list = 0
  private var element = 0
  private var distance = 1

  mutating func propose(_ best: Recording) -> [UInt64]? {
    let lists = best.lists
    while list < lists.count {
      let spans = lists[list]
      if element + 1 >= spans.count {
        list += 1
        element = 0
        distance = 1
      } else if distance > ElementExchange.reach || element + distance >= spans.count {
        element += 1
        distance = 1
      } else {
        return ElementExchange.exchanged(best.values, spans[element].choices, spans[element + distance].choices)
      }
    }
    return nil
  }

  mutating func learn(_ kept: Bool) {
    distance += 1
  }

  private static func exchanged(_ values: [UInt64], _ first: Range<Int>, _ second: Range<Int>) -> [UInt64] {
    var result = Array(values[..<first.lowerBound])
    result += values[second]
    result += values[first.upperBound..<second.lowerBound]
    result += values[first]
    result += values[second.upperBound...]
    return result
  }
}
