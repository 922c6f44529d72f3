/// Deletes runs of elements of lists, longest runs first.
struct ElementDeletion: ShrinkPass {
  private var run = 64
  private var list = 0
  private var element = 0

  mutating func propose(_ best: Recording) -> [UInt64]? {
    let lists = best.lists
    while run > 0 {
      if list >= lists.count {
        run /= 2
        list = 0
        element = 0
      } else if element >= lists[list].count || (run > 1 && run > lists[list].count) {
        list += 1
        element = 0
      } else {
        let spans = lists[list]
        let last = spans[min(element + run, spans.count) - 1]
        return best.values.deleting(spans[element].choices.lowerBound..<last.choices.upperBound)
      }
    }
    return nil
  }

  mutating func learn(_ kept: Bool) {
    if !kept { element += run }
  }
}

/// Deletes a few neighbouring choices wherever they lie.
struct ChoiceDeletion: ShrinkPass {
  private var size = 4
  private var start = 0

  mutating func propose(_ best: Recording) -> [UInt64]? {
    while size > 0 {
      if start + size <= best.choices.count { return best.values.deleting(start..<start + size) }
      size -= 1
      start = 0
    }
    return nil
  }

  mutating func learn(_ kept: Bool) {
    if !kept { start += 1 }
  }
}

/// Lowers a choice by one and deletes a few neighbouring choices behind it: a count and one of what it counts.
struct LoweringDeletion: ShrinkPass {
  private var lowered = 0
  private var start = 1
  private var size = 1

  private static let largestSize = 4
  private static let reach = 48

  mutating func propose(_ best: Recording) -> [UInt64]? {
    let choices = best.choices
    while lowered < choices.count {
      let isDone = choices[lowered].bound == 0 || choices[lowered].value == 0
      if isDone || start >= min(choices.count, lowered + LoweringDeletion.reach) {
        lowered += 1
        start = lowered + 1
        size = 1
      } else if size > LoweringDeletion.largestSize || start + size > choices.count {
        start += 1
        size = 1
      } else {
        var values = best.values
        values[lowered] -= 1
        return values.deleting(start..<start + size)
      }
    }
    return nil
  }

  mutating func learn(_ kept: Bool) {
    if !kept { size += 1 }
  }
}

extension Array {
  fileprivate func deleting(_ range: Range<Int>) -> [Element] {
    var rest = self
    rest.removeSubrange(range)
    return rest
  }
}
