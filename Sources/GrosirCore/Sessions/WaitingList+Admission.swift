extension WaitingList {
  /// Lets everybody in who can be let in now, as paid units, and records it in the index.
  ///
  /// Under bundle tolerance pledges are first admitted *jointly*: it takes the largest number of bundles B that the
  /// paid and pledged units together could support within every tolerance, and takes the pledges in order of arrival as
  /// far as B bundles and the set-aside units reach. Should whole baskets not fit exactly, so that what was taken is
  /// not acceptable as one basket, it tries one bundle less. Then single pledges that are acceptable as they stand are
  /// admitted, the first always first; then jointly again, until nothing changes. Under any other policy pledges are
  /// tried one after the other, pass after pass, until a full pass admits none.
  ///
  /// Call it after every change that could let somebody in, and before anybody new is let in: then nobody overtakes a
  /// pledge that could be admitted.
  ///
  /// It cannot fail: a pledge that would bring a variant to more than 10⁹ units is not acceptable, and waits.
  ///
  /// - Returns: who was let in, in the order in which it happened.
  /// - Precondition: the index has as many variants as the list.
  /// - Complexity: with n variants and w pledges, where every pledge is for one unit or a splittable one of a single
  ///   variant: O(n log n), however many wait, and O(log w) more for each that is admitted jointly, O(n log n) for each
  ///   that is admitted by itself. Otherwise each look at the list is O(w log w), and there is one for each admission
  ///   and, jointly, O(w) for each number of bundles tried; only numbers that make a difference are.
  public mutating func admit(into index: inout AllocationIndex) -> [Admission] {
    precondition(index.rules.composition.count == pledgedUnits.count, "a list and an index of the same variants")
    guard case .bundleTolerance(let policy) = index.rules.policy else { return admitInPasses(into: &index) }
    var admissions: [Admission] = []
    while !isEmpty {
      let before = admissions.count
      admissions += admitJointly(into: &index, under: policy)
      while let admission = admitFirst(into: &index) { admissions.append(admission) }
      if admissions.count == before { break }
    }
    return admissions
  }

  // MARK: Jointly

  private mutating func admitJointly(into index: inout AllocationIndex, under policy: BundleTolerance) -> [Admission] {
    let arrivals = isDivisible ? nil : orderedArrivals
    var bundles = WaitingList.supportedBundles(asking: pledgedUnits, of: index, under: policy)
    while bundles >= 0 {
      let parts =
        arrivals.map { self.parts(of: $0, upTo: bundles, of: index) } ?? partsByTheUnit(upTo: bundles, of: index)
      // Fewer bundles leave less room, so where nothing fits now, nothing will.
      guard let total = total(of: parts) else { return [] }
      let decision = index.decision(on: total)
      if decision.isAccepted { return admit(parts, into: &index) }
      // What was taken needs this many, perhaps fewer than there was room for: down to here the same would be taken.
      bundles = decision.bundlesNeeded - 1
    }
    return []
  }

  /// All parts as one basket, or nil if there is none.
  private func total(of parts: [(arrival: Arrival, part: Basket)]) -> Basket? {
    var units = pledgedUnits.map { _ in 0 }
    for (_, part) in parts {
      for line in part.lines { units[line.position] += line.units }
    }
    return Basket(lines: units.indices.map { Basket.Line(position: $0, units: units[$0]) }.filter { $0.units > 0 })
  }

  /// The largest number of bundles that those who wait for so many units could have together.
  ///
  /// Not beyond the capacity nor what all asked units need, it is granted anyway, or paid and pledged units together
  /// support it: each variant's excess stays within its tolerance, or it demands the last bundle itself.
  static func supportedBundles(
    asking pledgedUnits: [Int], of index: borrowing AllocationIndex, under policy: BundleTolerance
  ) -> Int {
    var needed = 0
    var supported = Int.max
    for position in pledgedUnits.indices {
      let share = index.rules.bundleShare(at: position)
      // At most 10⁹ for each pledge, and memory holds far fewer than the 2³³ whose sum would not fit.
      let firm = index.tally(at: position).firm + pledgedUnits[position]
      let demanded = max(0, firm.dividedRoundingUp(by: share.units))
      needed = max(needed, demanded)
      if let tolerance = share.tolerance {
        supported = min(supported, max(demanded, (firm + tolerance).dividedRoundingDown(by: share.units)))
      }
    }
    let granted = max(policy.committedBundles, index.standing.bundlesNeeded)
    // No variant sells more than 10⁹ units, so more bundles than that make room for no more.
    return min(policy.capacityBundles ?? .max, needed, max(granted, supported), Quantity.maximum)
  }

  /// What to let in of each pledge, in order of arrival, while every variant stays within so many bundles.
  private func parts(
    of arrivals: [Arrival], upTo bundles: Int, of index: borrowing AllocationIndex
  ) -> [(arrival: Arrival, part: Basket)] {
    var room = pledgedUnits.indices.map { WaitingList.room(at: $0, bundles: bundles, of: index) }
    return arrivals.compactMap { arrival in
      guard let pledge = pledge(at: arrival) else { return nil }
      let fits = pledge.basket.lines.allSatisfy { $0.units <= room[$0.position] }
      guard fits || pledge.acceptsPartial else { return nil }
      let lines = pledge.basket.lines.map {
        Basket.Line(position: $0.position, units: min($0.units, max(0, room[$0.position])))
      }
      guard let part = Basket(lines: lines.filter { $0.units > 0 }) else { return nil }
      for line in part.lines { room[line.position] -= line.units }
      return (arrival, part)
    }
  }

  /// The same where every pledge is taken by the unit: each variant's queue for itself, only as far as there is room.
  private func partsByTheUnit(
    upTo bundles: Int, of index: borrowing AllocationIndex
  ) -> [(arrival: Arrival, part: Basket)] {
    var parts: [(arrival: Arrival, part: Basket)] = []
    for position in pledgedUnits.indices where pledgedUnits[position] > 0 {
      var room = WaitingList.room(at: position, bundles: bundles, of: index)
      for arrival in waitingArrivals(at: position) {
        guard room > 0, let units = pledge(at: arrival)?.basket.units(at: position) else { break }
        let taken = min(units, room)
        parts.append((arrival, Basket(taken, at: position)))
        room -= taken
      }
    }
    return parts.sorted { $0.arrival < $1.arrival }
  }

  private static func room(at position: Int, bundles: Int, of index: borrowing AllocationIndex) -> Int {
    let tally = index.tally(at: position)
    // At most 10⁹ · 10⁹ + 10⁹: fits.
    let limit = bundles * index.rules.composition.unitsPerBundle(at: position) + tally.onHand
    return min(limit, Quantity.maximum) - tally.ordered
  }

  // MARK: One by one

  /// Lets the first pledge in that is acceptable as it stands, or the largest acceptable part of it where it may be
  /// split.
  private mutating func admitFirst(into index: inout AllocationIndex) -> Admission? {
    let candidates = isDivisible ? firstArrivals() : orderedArrivals
    for arrival in candidates {
      guard let pledge = pledge(at: arrival), let part = acceptablePart(of: pledge, in: index) else { continue }
      return admit([(arrival, part)], into: &index).first
    }
    return nil
  }

  /// Where every pledge is taken by the unit, the first of each variant stands for all behind it.
  private mutating func firstArrivals() -> [Arrival] {
    pledgedUnits.indices.compactMap { pledgedUnits[$0] > 0 ? firstArrival(at: $0) : nil }.sorted()
  }

  /// Tries every pledge in order of arrival, again and again until nobody is let in any more.
  private mutating func admitInPasses(into index: inout AllocationIndex) -> [Admission] {
    var admissions: [Admission] = []
    var before: Int
    repeat {
      before = admissions.count
      for arrival in orderedArrivals {
        guard let pledge = pledge(at: arrival), let part = acceptablePart(of: pledge, in: index) else { continue }
        admissions += admit([(arrival, part)], into: &index)
      }
    } while admissions.count > before
    return admissions
  }

  private func acceptablePart(of pledge: Pledge, in index: borrowing AllocationIndex) -> Basket? {
    let isCountable = pledge.basket.lines.allSatisfy { $0.units <= WaitingList.countable(at: $0.position, of: index) }
    if isCountable, index.decision(on: pledge.basket).isAccepted { return pledge.basket }
    guard pledge.acceptsPartial else { return nil }
    var accepted: Basket?
    for line in pledge.basket.lines {
      // With the lines before it accepted, more units of this one only raise its own level: what is acceptable is an
      // initial stretch, and its end can be found by halving.
      var (low, high) = (0, min(line.units, WaitingList.countable(at: line.position, of: index)))
      while low < high {
        let middle = (low + high + 1) / 2
        let part = [Basket.Line(position: line.position, units: middle)]
        let basket = accepted.map { $0.adding(part) } ?? Basket(lines: part)
        if let basket, index.decision(on: basket).isAccepted { low = middle } else { high = middle - 1 }
      }
      guard low > 0 else { continue }
      let part = [Basket.Line(position: line.position, units: low)]
      accepted = accepted.map { $0.adding(part) } ?? Basket(lines: part)
    }
    return accepted
  }

  /// How many more units of the variant at a position a tally can hold.
  private static func countable(at position: Int, of index: borrowing AllocationIndex) -> Int {
    Quantity.maximum - index.tally(at: position).ordered
  }

  private mutating func admit(
    _ parts: [(arrival: Arrival, part: Basket)], into index: inout AllocationIndex
  ) -> [Admission] {
    var admissions: [Admission] = []
    for (arrival, part) in parts {
      index.sell(part)
      if let admission = admit(part, of: arrival) { admissions.append(admission) }
    }
    return admissions
  }
}

extension AllocationIndex {
  /// Records a basket as ordered and paid.
  ///
  /// - Precondition: no variant has sold more than 10⁹ units then.
  fileprivate mutating func sell(_ basket: Basket) {
    for line in basket.lines {
      do throws(AllocationError) {
        try apply(.held(line.units), at: line.position)
        try apply(.paid(line.units), at: line.position)
      } catch {
        preconditionFailure("more units than a tally can hold")
      }
    }
  }
}
