/// The pledges of one session in order of arrival, and who of them can be let in now (SPEC §5).
///
/// Pledges that could never be taken one by one may be acceptable together: with 3/3/3/3 and tolerances of 2, once 3 of
/// each size are sold no single size can open another bundle, but three M, three S, three L and one XL can.
/// ``admit(into:)`` finds them.
///
/// It is pure bookkeeping: whether a pledge was paid for, and what becomes of its money, is the session's business.
public struct WaitingList: Sendable {
  /// Pledges by arrival; the number grows with every pledge and is never used again.
  private var pledges: [Int: Pledge] = [:]
  private var arrivals: [PledgeID: Int] = [:]
  private var nextArrival = 0

  /// For each variant, the arrivals of pledges that can be taken by the unit; those withdrawn since are skipped.
  private var queues: [ArrivalQueue]

  /// Units waited for, by variant.
  private(set) var pledgedUnits: [Int]

  /// How many pledges can only be taken whole, or have several variants.
  private var indivisibleCount = 0

  /// An empty list.
  ///
  /// - Precondition: `variants` is the number of variants in the composition.
  public init(variants: Int) {
    queues = Array(repeating: ArrivalQueue(), count: variants)
    pledgedUnits = Array(repeating: 0, count: variants)
  }

  /// How many pledges wait.
  public var count: Int { pledges.count }

  /// Whether nobody waits.
  public var isEmpty: Bool { pledges.isEmpty }

  /// What a pledge still waits for, or nil if it does not wait.
  ///
  /// - Complexity: O(1).
  public subscript(id: PledgeID) -> Pledge? { arrivals[id].flatMap { pledges[$0] } }

  /// All pledges in order of arrival.
  ///
  /// - Complexity: O(w log w) for w pledges.
  public var inOrderOfArrival: [Pledge] { pledges.sorted { $0.key < $1.key }.map { $0.value } }

  /// Puts a pledge behind all others.
  ///
  /// - Returns: false, with nothing changed, if a pledge of that identity waits already.
  /// - Precondition: the pledge's basket was made for this list's composition.
  /// - Complexity: O(k) for k lines.
  @discardableResult
  public mutating func append(_ pledge: Pledge) -> Bool {
    guard arrivals[pledge.id] == nil else { return false }
    let arrival = nextArrival
    nextArrival += 1
    arrivals[pledge.id] = arrival
    if let position = pledge.variantTakenByTheUnit { queues[position].append(arrival) }
    insert(pledge, at: arrival)
    return true
  }

  /// Takes a pledge out: its buyer leaves, or the session closes.
  ///
  /// - Returns: the pledge with what it still waited for, or nil if it does not wait.
  /// - Complexity: O(k) for k lines.
  public mutating func remove(_ id: PledgeID) -> Pledge? {
    guard let arrival = arrivals.removeValue(forKey: id) else { return nil }
    return take(at: arrival)
  }

  // MARK: For admission

  /// The pledge with an arrival, if it still waits.
  func pledge(at arrival: Int) -> Pledge? { pledges[arrival] }

  /// Whether every pledge can be taken by the unit.
  var isDivisible: Bool { indivisibleCount == 0 }

  /// The arrivals of all pledges, first come first.
  var orderedArrivals: [Int] { pledges.keys.sorted() }

  /// The first arrival in a variant's queue.
  mutating func firstArrival(at position: Int) -> Int? {
    while let arrival = queues[position].first {
      if pledges[arrival] != nil { return arrival }
      queues[position].removeFirst()
    }
    return nil
  }

  /// The arrivals in a variant's queue, first come first, without those withdrawn.
  func waitingArrivals(at position: Int) -> some Sequence<Int> {
    queues[position].waiting.lazy.filter { pledges[$0] != nil }
  }

  /// Lets a part of a pledge in; what remains keeps its place.
  mutating func admit(_ part: Basket, of arrival: Int) -> Admission? {
    guard let pledge = take(at: arrival) else { return nil }
    let remainder = pledge.basket.removing(part)
    if let remainder {
      let rest = Pledge(pledge.id, basket: remainder, acceptsPartial: pledge.acceptsPartial)
      insert(rest, at: arrival)
      if pledge.variantTakenByTheUnit == nil, let position = rest.variantTakenByTheUnit {
        queues[position].insert(arrival)
      }
    } else {
      arrivals[pledge.id] = nil
    }
    return Admission(pledge: pledge.id, basket: part, remainder: remainder)
  }

  private mutating func insert(_ pledge: Pledge, at arrival: Int) {
    pledges[arrival] = pledge
    if pledge.variantTakenByTheUnit == nil { indivisibleCount += 1 }
    for line in pledge.basket.lines { pledgedUnits[line.position] += line.units }
  }

  private mutating func take(at arrival: Int) -> Pledge? {
    guard let pledge = pledges.removeValue(forKey: arrival) else { return nil }
    if pledge.variantTakenByTheUnit == nil { indivisibleCount -= 1 }
    for line in pledge.basket.lines { pledgedUnits[line.position] -= line.units }
    return pledge
  }
}

/// Arrivals, first in first out.
private struct ArrivalQueue: Sendable {
  private var arrivals: [Int] = []
  private var head = 0

  var first: Int? { head < arrivals.count ? arrivals[head] : nil }

  var waiting: ArraySlice<Int> { arrivals[head...] }

  mutating func append(_ arrival: Int) { arrivals.append(arrival) }

  /// Puts an arrival in its place among later ones.
  mutating func insert(_ arrival: Int) {
    let place = arrivals[head...].firstIndex { $0 > arrival } ?? arrivals.count
    arrivals.insert(arrival, at: place)
  }

  mutating func removeFirst() {
    head += 1
    // Moving the rest down once half is used up costs a constant per element.
    if head * 2 > arrivals.count {
      arrivals.removeFirst(head)
      head = 0
    }
  }
}
