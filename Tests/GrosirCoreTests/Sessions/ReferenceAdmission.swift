import GrosirCore
import XCTest

/// Admission by the plainest reading of SPEC §5: lists, loops and snapshots.
struct ReferenceAdmission {
  private(set) var pledges: [Pledge]
  private var tallies: Tallies
  private let rules: AllocationRules

  init(of pledges: [Pledge], into tallies: Tallies, under rules: AllocationRules) {
    self.pledges = pledges
    self.tallies = tallies
    self.rules = rules
  }

  mutating func admissions() throws -> [Admission] {
    var all: [Admission] = []
    while true {
      var found: [Admission] = []
      if case .bundleTolerance(let policy) = rules.policy {
        found = try jointly(under: policy)
        while let single = try first() { found.append(single) }
      } else {
        found = try pass()
      }
      if found.isEmpty { return all }
      all += found
    }
  }

  /// "Under another policy than bundle tolerance, pledges are retried in order until a full pass admits none".
  private mutating func pass() throws -> [Admission] {
    var found: [Admission] = []
    for pledge in pledges {
      if let part = try acceptablePart(of: pledge) { found.append(try admit(part, of: pledge.id)) }
    }
    return found
  }

  /// "It takes the largest B … then it goes through the pledges in order of arrival … it tries the next smaller B".
  private mutating func jointly(under policy: BundleTolerance) throws -> [Admission] {
    let current = AllocationSnapshot(of: tallies, under: rules).bundlesNeeded
    let firm = rules.composition.variants.indices.map { position in
      tallies[position].firm + pledges.reduce(0) { $0 + $1.basket.units(at: position) }
    }
    let needed = firm.indices.map { max(0, ceiling(firm[$0], share($0))) }.max() ?? 0
    for bundles in stride(from: min(policy.capacityBundles ?? .max, needed), through: 0, by: -1) {
      let isSupported = firm.indices.allSatisfy { position in
        let left = bundles * share(position) - min(firm[position], bundles * share(position))
        return left <= rules.tolerance(at: position) ?? .max || ceiling(firm[position], share(position)) >= bundles
      }
      guard bundles <= max(policy.committedBundles, current) || isSupported else { continue }
      let parts = taken(upTo: bundles)
      guard !parts.isEmpty else { return [] }
      var units: [Int: Int] = [:]
      for part in parts { for line in part.part.lines { units[line.position, default: 0] += line.units } }
      let total = try Basket(
        units.map { (rules.composition.variants[$0.key], $0.value) }, of: rules.composition)
      guard AllocationSnapshot(of: tallies, under: rules).decision(on: total).isAccepted else { continue }
      return try parts.map { try admit($0.part, of: $0.id) }
    }
    return []
  }

  private func taken(upTo bundles: Int) -> [(id: PledgeID, part: Basket)] {
    var room = rules.composition.variants.indices.map {
      bundles * share($0) + tallies[$0].onHand - tallies[$0].ordered
    }
    var parts: [(id: PledgeID, part: Basket)] = []
    for pledge in pledges {
      let fits = pledge.basket.lines.allSatisfy { $0.units <= room[$0.position] }
      guard fits || pledge.acceptsPartial else { continue }
      let units = pledge.basket.lines.map { ($0.position, min($0.units, room[$0.position])) }.filter { $0.1 > 0 }
      let lines = units.map { (rules.composition.variants[$0.0], $0.1) }
      guard let part = try? Basket(lines, of: rules.composition) else { continue }
      for line in part.lines { room[line.position] -= line.units }
      parts.append((pledge.id, part))
    }
    return parts
  }

  /// "Then the first pledge acceptable as it stands (a splittable one: its largest acceptable part, line by line)".
  private mutating func first() throws -> Admission? {
    for pledge in pledges {
      if let part = try acceptablePart(of: pledge) { return try admit(part, of: pledge.id) }
    }
    return nil
  }

  private func acceptablePart(of pledge: Pledge) throws -> Basket? {
    let snapshot = AllocationSnapshot(of: tallies, under: rules)
    if snapshot.decision(on: pledge.basket).isAccepted { return pledge.basket }
    guard pledge.acceptsPartial else { return nil }
    var units: [(VariantID, Int)] = []
    for line in pledge.basket.lines {
      let variant = rules.composition.variants[line.position]
      let largest = try (1...line.units).last { count in
        snapshot.decision(on: try Basket(units + [(variant, count)], of: rules.composition)).isAccepted
      }
      if let largest { units.append((variant, largest)) }
    }
    return units.isEmpty ? nil : try Basket(units, of: rules.composition)
  }

  private mutating func admit(_ part: Basket, of id: PledgeID) throws -> Admission {
    for line in part.lines {
      try tallies.apply(.held(line.units), at: line.position)
      try tallies.apply(.paid(line.units), at: line.position)
    }
    let place = try XCTUnwrap(pledges.firstIndex { $0.id == id })
    let pledge = pledges[place]
    let rest = pledge.basket.lines.map { ($0.position, $0.units - part.units(at: $0.position)) }.filter { $0.1 > 0 }
    guard !rest.isEmpty else {
      pledges.remove(at: place)
      return Admission(pledge: id, basket: part, remainder: nil)
    }
    let remainder = try Basket(rest.map { (rules.composition.variants[$0.0], $0.1) }, of: rules.composition)
    pledges[place] = Pledge(
      id, basket: remainder, acceptsPartial: pledge.acceptsPartial, requestedAt: pledge.requestedAt,
      paidAt: pledge.paidAt)
    return Admission(pledge: id, basket: part, remainder: remainder)
  }

  private func share(_ position: Int) -> Int { rules.composition.unitsPerBundle(at: position) }

  private func ceiling(_ dividend: Int, _ divisor: Int) -> Int {
    dividend >= 0 ? (dividend + divisor - 1) / divisor : -(-dividend / divisor)
  }
}
