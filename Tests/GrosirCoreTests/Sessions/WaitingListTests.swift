import GrosirCore
import GrosirTesting
import XCTest

/// The waiting list of SPEC §5: who is let in, in which order, and that nobody better could have been.
final class WaitingListTests: XCTestCase {
  /// "3/3/3/3, tolerance 2 each, K = 1: after 3 of each is sold, pledges for M, M, M, S, S, S, L, L, L wait; the first
  /// XL to pledge opens a second bundle (XL 2 over, within tolerance) and all ten are admitted at once".
  func testTenAreAdmittedAtOnce() throws {
    var room = try WaitingRoom(shares: [3, 3, 3, 3], tolerances: [2, 2, 2, 2])
    for position in 0..<4 { try room.sell(3, at: position) }
    for position in [1, 1, 1, 0, 0, 0, 2, 2, 2] {
      room.pledge([(position, 1)])
      XCTAssertEqual(room.admit().count, 0)
    }
    room.pledge([(3, 1)])
    let admissions = room.admit()
    XCTAssertEqual(admissions.map { $0.pledge.text }, (0..<10).map { "pledge-\($0)" })
    XCTAssertTrue(room.list.isEmpty)
    XCTAssertEqual(room.index.bundlesNeeded, 2)
    XCTAssertEqual(room.index.availability(at: 3).excess, 2)
  }

  /// The remainder of a split pledge keeps its place, ahead of whoever came later.
  func testARemainderKeepsItsPlace() throws {
    var room = try WaitingRoom(shares: [2, 2], tolerances: [0, 0], committed: 1)
    room.pledge([(0, 5)], partial: true)
    room.pledge([(0, 1)])
    let first = room.admit()
    XCTAssertEqual(first.map { $0.basket }, [Basket(2, at: 0)])
    XCTAssertEqual(first[0].remainder, Basket(3, at: 0))
    try room.sell(2, at: 1)
    room.pledge([(1, 2)])
    let second = room.admit()
    XCTAssertEqual(second.map { $0.pledge.text }, ["pledge-0", "pledge-2"])
    XCTAssertEqual(room.list.inOrderOfArrival.map { $0.id.text }, ["pledge-0", "pledge-1"])
    XCTAssertEqual(room.list[first[0].pledge]?.basket, Basket(1, at: 0))
  }

  /// A pledge with several variants is taken whole or, where it may be split, line by line: 2 + 3 alone would leave one
  /// unit over that nobody tolerates; with a second pledge that may be split, two whole bundles are sold.
  func testSeveralVariants() throws {
    var room = try WaitingRoom(shares: [2, 2], tolerances: [0, 0], committed: 0)
    room.pledge([(0, 2), (1, 3)])
    XCTAssertEqual(room.admit(), [])
    room.pledge([(0, 2), (1, 3)], partial: true)
    let admissions = room.admit()
    XCTAssertEqual(admissions.map { $0.pledge.text }, ["pledge-0", "pledge-1"])
    XCTAssertNil(admissions[0].remainder)
    XCTAssertEqual(admissions[1].basket.lines.map { $0.units }, [2, 1])
    XCTAssertEqual(admissions[1].remainder, Basket(2, at: 1))
  }

  /// "Arrival is the instant of payment, then of the request": whoever paid first is first, and of two payments at one
  /// instant the earlier request.
  func testArrivalIsThePaymentThenTheRequest() throws {
    var list = WaitingList(variants: 1)
    let times: [(paidAt: Int64, requestedAt: Int64)] = [(5, 1), (3, 2), (3, 1), (5, 1)]
    for (number, time) in times.enumerated() {
      let id = try XCTUnwrap(PledgeID("pledge-\(number)"))
      let requestedAt = try XCTUnwrap(Instant(millisecondsSince1970: time.requestedAt))
      let paidAt = try XCTUnwrap(Instant(millisecondsSince1970: time.paidAt))
      list.insert(Pledge(id, basket: Basket(1, at: 0), requestedAt: requestedAt, paidAt: paidAt))
    }
    let order = ["pledge-2", "pledge-1", "pledge-0", "pledge-3"]
    XCTAssertEqual(list.inOrderOfArrival.map { $0.id.text }, order)
    let line = AllocationRules.Line(try XCTUnwrap(VariantID("S")), unitsPerBundle: 4, tolerance: 0)
    var index = AllocationIndex(under: try AllocationRules([line], policy: .standard))
    XCTAssertEqual(list.admit(into: &index).map { $0.pledge.text }, order)
  }

  /// "Under another policy than bundle tolerance, pledges are retried in order until a full pass admits none": the
  /// second M comes in the first pass, and the two M asked for before it find no room in the second.
  func testPassesUnderAnotherPolicy() throws {
    let policy = AllocationPolicy.allocationMultiple(try AllocationMultiple(multiple: 1, catchUp: .slowest))
    let lines = try ["S", "M"].map { AllocationRules.Line(try XCTUnwrap(VariantID($0)), unitsPerBundle: 1) }
    var index = AllocationIndex(under: try AllocationRules(lines, policy: policy))
    var list = WaitingList(variants: 2)
    for (number, basket) in [Basket(2, at: 1), Basket(1, at: 0), Basket(1, at: 1)].enumerated() {
      let id = try XCTUnwrap(PledgeID("pledge-\(number)"))
      list.insert(Pledge(id, basket: basket, requestedAt: .epoch, paidAt: .epoch))
    }
    XCTAssertEqual(list.admit(into: &index).map { $0.pledge.text }, ["pledge-1", "pledge-2"])
    XCTAssertEqual(list.inOrderOfArrival.map { $0.id.text }, ["pledge-0"])
  }

  /// Withdrawing gives back what still waited; the same identity may not wait twice.
  func testWithdrawing() throws {
    var room = try WaitingRoom(shares: [2, 2], tolerances: [0, 0], committed: 0)
    room.pledge([(0, 2)])
    let id = try XCTUnwrap(PledgeID("pledge-0"))
    XCTAssertFalse(room.list.insert(Pledge(id, basket: Basket(1, at: 1), requestedAt: .epoch, paidAt: .epoch)))
    XCTAssertEqual(room.list.remove(id)?.basket, Basket(2, at: 0))
    XCTAssertNil(room.list.remove(id))
    XCTAssertTrue(room.list.isEmpty)
    room.pledge([(1, 2)])
    XCTAssertEqual(room.admit(), [], "who has left supports nobody")
  }

  /// Pledges of the largest baskets, of a variant that one bundle hardly holds, beside one that it holds in plenty:
  /// what they need together is more bundles than an `Int` can multiply, and what a tally can hold is admitted.
  func testTheLargestPledges() throws {
    let most = Quantity.maximum
    for isPartial in [false, true] {
      var room = try WaitingRoom(shares: [1, most], tolerances: [nil, nil])
      try room.sell(5, at: 0)
      for _ in 0..<20 { room.pledge([(0, most)], partial: isPartial) }
      room.pledge([(0, 7)])
      let admitted = room.admit().map { $0.basket }
      XCTAssertEqual(admitted, [Basket(isPartial ? most - 5 : 7, at: 0)])
      XCTAssertEqual(room.list.count, isPartial ? 21 : 20)
      XCTAssertEqual(room.admit(), [])
    }
  }

  /// A basket of which a variant cannot be counted waits as a whole, and holds up nobody behind it.
  func testWhatCannotBeCountedWaits() throws {
    let most = Quantity.maximum
    let lines = ["S", "M"].compactMap { VariantID($0).map { AllocationRules.Line($0, unitsPerBundle: 1) } }
    for policy in [AllocationPolicy.open, .standard] {
      var index = AllocationIndex(under: try AllocationRules(lines, policy: policy))
      try index.apply(.held(most - 1), at: 1)
      var list = WaitingList(variants: 2)
      let both = try Basket([(lines[0].variant, 3), (lines[1].variant, 2)], of: index.rules.composition)
      let (first, second) = (PledgeID(literal: "both"), PledgeID(literal: "one"))
      list.insert(Pledge(first, basket: both, requestedAt: .epoch, paidAt: .epoch))
      list.insert(Pledge(second, basket: Basket(1, at: 1), requestedAt: .epoch, paidAt: .epoch))
      XCTAssertEqual(list.admit(into: &index).map { $0.pledge.text }, ["one"])
      XCTAssertEqual(index.tally(at: 0), .zero)
      XCTAssertEqual(list.inOrderOfArrival.map { $0.basket }, [both])
    }
  }

  /// Where what was taken is not acceptable, numbers of bundles that change nothing are not tried one by one: here
  /// there is room for three hundred million that nothing fills.
  func testEmptyBundlesAreSkipped() throws {
    var room = try WaitingRoom(shares: [1, 1], tolerances: [nil, 0])
    room.pledge([(0, 1_000_000_000)])
    room.pledge([(1, 700_000_000)])
    room.pledge([(1, 700_000_000)])
    XCTAssertEqual(room.admit().map { $0.pledge.text }, ["pledge-1"])
  }

  /// "With orders of one unit (or splittable ones), all paid at once, and no departures, at every moment the units sold
  /// equal the most that a planner who knew all requests made so far could sell under the same rule, whatever the order
  /// of arrival, and the guarantee of §3.1 still holds".
  func testNoPlannerSellsMore() throws {
    let labels: KeyValuePairs = ["waited": 0.3, "admitted with others": 0.1, "capacity": 0.1, "on hand": 0.1]
    try checkProperty("no planner sells more", cases: 4_000, minimumShares: labels) { choices in
      var room = try WaitingRoom(drawnFrom: choices, divisibleOnly: true)
      var requested = Array(repeating: 0, count: room.shares.count)
      try choices.steps(0...40) { choices in
        let position = choices.integer(in: 0...room.shares.count - 1)
        let units = choices.chance(1, in: 4) ? choices.integer(in: 2...6) : 1
        choices.note("\(units) of variant \(position)")
        requested[position] += units
        room.pledge([(position, units)], partial: true)
        let admissions = room.admit()
        if admissions.isEmpty { choices.count("waited") }
        if admissions.count > 1 { choices.count("admitted with others") }
        let sold = requested.indices.reduce(0) { $0 + room.index.tally(at: $1).ordered }
        try expectEqual(sold, room.mostAPlannerSells(of: requested))
        try expect(room.guaranteeHolds, "the guarantee of §3.1 is broken")
      }
    }
  }

  /// With pledges of every kind, holds, lapses and departures: the admissions are those of the plainest reading of the
  /// spec, one after the other, and when it is done nobody is left who could be let in as they stand.
  func testAdmissionsAreTheSpecs() throws {
    let labels: KeyValuePairs = ["indivisible": 0.2, "split": 0.05, "held": 0.2, "departed": 0.05, "withdrawn": 0.05]
    try checkProperty("admissions are the spec's", cases: 4_000, minimumShares: labels) { choices in
      var room = try WaitingRoom(drawnFrom: choices, divisibleOnly: false)
      try choices.steps(0...25) { choices in
        try room.disturb(choices)
        var reference = ReferenceAdmission(
          of: room.list.inOrderOfArrival, into: room.index.tallies, under: room.index.rules)
        let expected = try reference.admissions()
        let found = room.admit()
        if found.contains(where: { $0.remainder != nil }) { choices.count("split") }
        try expectEqual(found, expected)
        try expectEqual(room.list.inOrderOfArrival, reference.pledges)
        for pledge in room.list.inOrderOfArrival {
          try expect(!room.index.decision(on: pledge.basket).isAccepted, "\(pledge.id) waits though acceptable")
        }
      }
    }
  }

  /// What an order costs does not grow with the number that wait; the ratios are printed.
  func testCostDoesNotGrowWithTheNumberWaiting() throws {
    var nanoseconds: [Double] = []
    for waiting in [100, 10_000, 1_000_000] {
      var room = try WaitingRoom(shares: [3, 3, 3, 3], tolerances: [2, 2, 2, 2])
      for position in 0..<4 { try room.sell(3, at: position) }
      for _ in 0..<waiting { room.pledge([(1, 1)]) }
      let clock = ContinuousClock()
      let orders = 2_000
      let time = clock.measure { for _ in 0..<orders { XCTAssertEqual(room.admit().count, 0) } }
      nanoseconds.append(Double(time.components.attoseconds) / 1e9 / Double(orders))
    }
    print("admission with 100, 10 000, 1 000 000 waiting, none admitted: \(nanoseconds.map { Int($0) }) ns")
  }
}

/// A session's index and its waiting list, side by side.
struct WaitingRoom: ~Copyable {
  let shares: [Int]
  let tolerances: [Int?]
  let policy: BundleTolerance
  var index: AllocationIndex
  var list: WaitingList
  private var pledged = 0

  init(shares: [Int], tolerances: [Int?], committed: Int = 1, capacity: Int? = nil, onHand: [Int] = []) throws {
    let policy = try BundleTolerance(committedBundles: committed, capacityBundles: capacity)
    let lines = try shares.indices.map { position in
      AllocationRules.Line(
        try XCTUnwrap(VariantID("variant-\(position)")), unitsPerBundle: shares[position],
        tolerance: tolerances[position])
    }
    let rules = try AllocationRules(lines, policy: .bundleTolerance(policy))
    var tallies = Tallies(count: shares.count)
    for (position, units) in onHand.enumerated() { try tallies.apply(.setAside(units), at: position) }
    self.shares = shares
    self.tolerances = tolerances
    self.policy = policy
    index = AllocationIndex(of: tallies, under: rules)
    list = WaitingList(variants: shares.count)
  }
}

extension WaitingRoom {
  /// Small numbers, so that everything meets.
  init(drawnFrom choices: Choices, divisibleOnly: Bool) throws {
    let variants = choices.integer(in: 1...4)
    let shares = (0..<variants).map { _ in choices.integer(in: 1...4) }
    let tolerances = (0..<variants).map { _ in choices.chance(1, in: 8) ? nil : choices.integer(in: 0...5) }
    let committed = choices.integer(in: 0...2)
    let capacity = choices.chance(1, in: 3) ? committed + choices.integer(in: 0...4) : nil
    let onHand = (0..<variants).map { _ in choices.chance(1, in: 4) ? choices.integer(in: 0...5) : 0 }
    try self.init(
      shares: shares, tolerances: tolerances, committed: committed, capacity: capacity, onHand: onHand)
    choices.note("shares \(shares), tolerances \(tolerances), K \(committed), C \(String(describing: capacity))")
    choices.note("on hand \(onHand)")
    if capacity != nil { choices.count("capacity") }
    if onHand.contains(where: { $0 > 0 }) { choices.count("on hand") }
  }

  mutating func sell(_ units: Int, at position: Int) throws {
    try index.apply(.held(units), at: position)
    try index.apply(.paid(units), at: position)
  }

  mutating func pledge(_ lines: [(position: Int, units: Int)], partial: Bool = false, requestedAt: Int64 = 0) {
    let composition = index.rules.composition
    guard let id = PledgeID("pledge-\(pledged)"),
      let basket = try? Basket(lines.map { (composition.variants[$0.position], $0.units) }, of: composition)
    else { return XCTFail("no basket of \(lines)") }
    pledged += 1
    let instant = Instant(millisecondsSince1970: requestedAt) ?? .epoch
    list.insert(Pledge(id, basket: basket, acceptsPartial: partial, requestedAt: instant, paidAt: instant))
  }

  mutating func admit() -> [Admission] { list.admit(into: &index) }

  /// One change of any kind: a pledge, an order held or paid, a payment, a lapse, a departure, a withdrawal.
  mutating func disturb(_ choices: Choices) throws {
    let position = choices.integer(in: 0...shares.count - 1)
    let tally = index.tally(at: position)
    switch choices.integer(in: 0...7) {
    case 0...3:
      let others = (0..<shares.count).filter { $0 != position && choices.chance(1, in: 3) }
      let lines = ([position] + others).map { (position: $0, units: choices.integer(in: 1...4)) }
      let partial = choices.boolean()
      if !partial, lines.count > 1 || lines[0].units > 1 { choices.count("indivisible") }
      let requestedAt = choices.integer(in: Int64(0)...3)
      choices.note("pledge \(lines), \(partial ? "splittable" : "whole"), asked for at \(requestedAt)")
      pledge(lines, partial: partial, requestedAt: requestedAt)
    case 4:
      let basket = Basket(choices.integer(in: 1...3), at: position)
      guard index.decision(on: basket).isAccepted else { return }
      choices.note("hold \(basket.lines[0].units) of variant \(position)")
      choices.count("held")
      try index.apply(.held(basket.lines[0].units), at: position)
    case 5 where tally.held > 0:
      let units = choices.integer(in: 1...tally.held)
      choices.note("\(units) of variant \(position) paid or lapsed")
      try index.apply(choices.boolean() ? .lapsed(units) : .paid(units), at: position)
    case 6 where tally.paid > 0:
      let units = choices.integer(in: 1...tally.paid)
      choices.note("\(units) of variant \(position) depart")
      choices.count("departed")
      try index.apply(.departed(units), at: position)
    case 7:
      let waiting = list.inOrderOfArrival
      guard !waiting.isEmpty else { return }
      let withdrawn = choices.element(of: waiting)
      choices.note("\(withdrawn.id) withdraws")
      choices.count("withdrawn")
      try expectEqual(list.remove(withdrawn.id), withdrawn)
    default: return
    }
  }

  /// "Whenever B > K, every variant has excess ≤ its tolerance or is itself demanding the last bundle".
  var guaranteeHolds: Bool {
    let bundles = index.bundlesNeeded
    return bundles <= policy.committedBundles
      || shares.indices.allSatisfy { position in
        let firm = index.tally(at: position).firm
        return bundles * shares[position] - firm <= tolerances[position] ?? .max
          || firm > (bundles - 1) * shares[position]
      }
  }

  /// The most units that can be sold of what was requested: for every number of bundles, as many of each variant as
  /// they and the set-aside units hold, if the rule allows that many bundles then.
  func mostAPlannerSells(of requested: [Int]) -> Int {
    var most = 0
    for bundles in 0...(requested.max() ?? 0) where bundles <= policy.capacityBundles ?? .max {
      let sold = shares.indices.map { min(requested[$0], bundles * shares[$0] + index.tally(at: $0).onHand) }
      let isAllowed =
        bundles <= policy.committedBundles
        || shares.indices.allSatisfy { position in
          let firm = sold[position] - index.tally(at: position).onHand
          return bundles * shares[position] - firm <= tolerances[position] ?? .max
            || firm > (bundles - 1) * shares[position]
        }
      if isAllowed { most = max(most, sold.reduce(0, +)) }
    }
    return most
  }
}
