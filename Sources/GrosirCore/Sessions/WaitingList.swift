/// The pledges of one session in order of arrival, and who of them can be let in now (SPEC §5).
///
/// Pledges that could never be taken one by one may be acceptable together: with 3/3/3/3 and tolerances of 2, once 3 of
/// each size are sold no single size can open another bundle, but three M, three S, three L and one XL can.
/// ``admit(into:)`` finds them.
///
/// It is pure bookkeeping: whether a pledge was paid for, and what becomes of its money, is the session's business.
public struct WaitingList: Sendable {
  private var pledges: [Arrival: Pledge] = [:]
  private var arrivals: [PledgeID: Arrival] = [:]
  private var nextNumber = 0

  /// For each variant, the arrivals of pledges that can be taken by the unit; those withdrawn since are skipped.
  private var queues: [ArrivalQueue]

  /// Units waited for, by variant.
  private(set) var pledgedUnits: [Int]

  /// How many pledges can only be taken whole, or have several variants.
  private var indivisibleCount = 0

  /// An empty list for a composition of so many variants.
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

  /// A pledge's place in the list: by payment, then by request, then as they came in.
  struct Arrival: Hashable, Comparable, Sendable {
    let paidAt: Instant
    let requestedAt: Instant
    let number: Int

    static func < (left: Self, right: Self) -> Bool {
      (left.paidAt, left.requestedAt, left.number) < (right.paidAt, right.requestedAt, right.number)
    }
  }

  /// Puts a pledge in its place.
  ///
  /// - Returns: false, with nothing changed, if a pledge of that identity waits already.
  /// - Precondition: the pledge's basket was made for this list's composition.
  /// - Complexity: O(k) for k lines, if nobody else arrived later; otherwise O(w) at worst.
  @discardableResult
  public mutating func insert(_ pledge: Pledge) -> Bool {
    guard arrivals[pledge.id] == nil else { return false }
    let arrival = Arrival(paidAt: pledge.paidAt, requestedAt: pledge.requestedAt, number: nextNumber)
    nextNumber += 1
    arrivals[pledge.id] = arrival
    if let position = pledge.variantTakenByTheUnit { queues[position].insert(arrival) }
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
  func pledge(at arrival: Arrival) -> Pledge? { pledges[arrival] }

  /// Whether every pledge can be taken by the unit.
  var isDivisible: Bool { indivisibleCount == 0 }

  /// The arrivals of all pledges, first come first.
  var orderedArrivals: [Arrival] { pledges.keys.sorted() }

  /// The first arrival in a variant's queue.
  mutating func firstArrival(at position: Int) -> Arrival? {
    while let arrival = queues[position].first {
      if pledges[arrival] != nil { return arrival }
      queues[position].removeFirst()
    }
    return nil
  }

  /// The arrivals in a variant's queue, first come first, without those withdrawn.
  func waitingArrivals(at position: Int) -> some Sequence<Arrival> {
    queues[position].waiting.lazy.filter { pledges[$0] != nil }
  }

  /// Lets a part of a pledge in; what remains keeps its place.
  mutating func admit(_ part: Basket, of arrival: Arrival) -> Admission? {
    guard let pledge = take(at: arrival) else { return nil }
    let remainder = pledge.basket.removing(part)
    if let remainder {
      let rest = pledge.waiting(for: remainder)
      insert(rest, at: arrival)
      if pledge.variantTakenByTheUnit == nil, let position = rest.variantTakenByTheUnit {
        queues[position].insert(arrival)
      }
    } else {
      arrivals[pledge.id] = nil
    }
    return Admission(pledge: pledge.id, basket: part, remainder: remainder)
  }

  private mutating func insert(_ pledge: Pledge, at arrival: Arrival) {
    pledges[arrival] = pledge
    if pledge.variantTakenByTheUnit == nil { indivisibleCount += 1 }
    for line in pledge.basket.lines { pledgedUnits[line.position] += line.units }
  }

  private mutating func take(at arrival: Arrival) -> Pledge? {
    guard let pledge = pledges.removeValue(forKey: arrival) else { return nil }
    if pledge.variantTakenByTheUnit == nil { indivisibleCount -= 1 }
    for line in pledge.basket.lines { pledgedUnits[line.position] -= line.units }
    return pledge
  }
}

/// Arrivals, first in first out.
private struct ArrivalQueue: Sendable {
  private var arrivals: [WaitingList.Arrival] = []
  private var head = 0

  var first: WaitingList.Arrival? { head < arrivals.count ? arrivals[head] : nil }

  var waiting: ArraySlice<WaitingList.Arrival> { arrivals[head...] }

  /// Puts an arrival in its place, which mostly is the last.
  mutating func insert(_ arrival: WaitingList.Arrival) {
    var place = arrivals.count
    while place > head, arrivals[place - 1] > arrival { place -= 1 }
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
