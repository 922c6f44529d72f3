public import GrosirCore

/// What `grosir availability` is asked: rules, tallies and perhaps a basket (SPEC §15).
///
/// ```json
/// {"policy": {"kind": "bundleTolerance", "committedBundles": 1, "capacityBundles": null},
///  "variants": [{"id": "S", "unitsPerBundle": 2, "tolerance": 20, "ordered": 0, "held": 0, "onHand": 0}],
///  "basket": {"S": 2}}
/// ```
///
/// A tolerance, a capacity, `ordered`, `held`, `onHand`, `committedBundles`, `multiple` and the basket may be absent.
public struct AvailabilityRequest: Sendable {
  /// The rules in force.
  public let rules: AllocationRules

  /// What each variant has sold.
  public let tallies: Tallies

  /// What somebody would like to order, if that is asked.
  public let basket: Basket?

  /// The most variants one document may list.
  public static let maximumVariants = 10_000
}

extension AvailabilityRequest: DocumentReadable {
  /// Reads the request.
  public init(reading object: inout ObjectReader) throws(Unreadable) {
    let size = 1...AvailabilityRequest.maximumVariants
    let listed = DeclaredIdentifiers<Variant>()
    let policy = object.required("policy", .object(AllocationPolicy.self))
    let variants = object.required(
      "variants",
      .array(
        of: .one(
          declaring: listed,
          .object { entry throws(Unreadable) in try VariantEntry(reading: &entry, into: listed) }), count: size))
    let request = object.optional(
      "basket", .map(from: .reference(to: listed), to: .integer(1...Quantity.maximum), count: size))
    object.end()
    let entries = try variants()
    let rules = try object.accepting { path throws(AllocationError) in
      try AllocationRules(
        entries.map { $0.line }, policy: policy.value ?? .standard, at: path.field("variants"))
    }
    let basket = try request().map { lines throws(Unreadable) in
      try object.accepting { path throws(AllocationError) in
        try Basket(lines.map { (variant: $0.key, units: $0.value) }, of: rules.composition, at: path.field("basket"))
      }
    }
    _ = try policy()
    self.init(rules: rules, tallies: Tallies(entries.map { $0.tally }), basket: basket)
  }
}

/// One of the variants of an availability request.
private struct VariantEntry {
  let line: AllocationRules.Line
  let tally: Tally

  init(reading object: inout ObjectReader, into listed: DeclaredIdentifiers<Variant>) throws(Unreadable) {
    let counts = 0...Quantity.maximum
    let id = object.required("id", .declaration(in: listed))
    let unitsPerBundle = object.required("unitsPerBundle", .integer(1...Quantity.maximum))
    let tolerance = object.defaulted("tolerance", .nullable(.integer(counts)), to: nil)
    let ordered = object.defaulted("ordered", .integer(counts), to: 0)
    let held = object.defaulted("held", .integer(counts), to: 0)
    let onHand = object.defaulted("onHand", .integer(counts), to: 0)
    object.end()
    if let ordered = ordered.value, let held = held.value, held > ordered {
      object.refuse(
        "held", .inconsistent, "is part of what is ordered, but \(held) is more than the \(ordered) ordered")
    }
    guard let tally = try Tally(ordered: ordered(), held: held(), onHand: onHand()) else { throw Unreadable() }
    self.tally = tally
    line = try AllocationRules.Line(id(), unitsPerBundle: unitsPerBundle(), tolerance: tolerance())
  }
}

extension AllocationPolicy: DocumentReadable {
  /// Reads a policy by its kind.
  public init(reading object: inout ObjectReader) throws(Unreadable) {
    switch try object.required("kind", .choice(of: Kind.self))() {
    case .bundleTolerance:
      let committed = object.defaulted("committedBundles", .integer(0...Quantity.maximum), to: 1)
      let capacity = object.defaulted("capacityBundles", .nullable(.integer(0...Quantity.maximum)), to: nil)
      object.end()
      let (committedBundles, capacityBundles) = try (committed(), capacity())
      self = try .bundleTolerance(
        object.accepting { path throws(AllocationError) in
          try BundleTolerance(committedBundles: committedBundles, capacityBundles: capacityBundles, at: path)
        })
    case .allocationMultiple:
      let multiple = object.defaulted("multiple", .integer(1...Quantity.maximum), to: 2)
      let catchUp = object.required("catchUp", .choice(of: AllocationMultiple.CatchUp.self))
      object.end()
      let (allocations, reference) = try (multiple(), catchUp())
      self = try .allocationMultiple(
        object.accepting { path throws(AllocationError) in
          try AllocationMultiple(multiple: allocations, catchUp: reference, at: path)
        })
    case .progressiveUnlock:
      let target = object.required("target", .integer(1...Quantity.maximum))
      object.end()
      let units = try target()
      self = try .progressiveUnlock(
        object.accepting { path throws(AllocationError) in try ProgressiveUnlock(target: units, at: path) })
    case .stockOnly:
      object.end()
      self = .stockOnly
    case .open:
      object.end()
      self = .open
    }
  }
}

// MARK: The answer

/// What `grosir availability` answers: every variant's availability with its reason and unlock hint, and the decision
/// on the basket (SPEC §15).
public struct AvailabilityAnswer: Sendable {
  private let request: AvailabilityRequest
  private let hints: UnlockHints

  /// The state the answer is about, for explanations.
  public let state: AllocationSnapshot

  /// Units in the bundles that the paid orders demand.
  public let producedUnits: Int

  /// Units that would be left over after those bundles.
  public let excessUnits: Int

  /// The most unlock hints one answer lists, over all variants.
  ///
  /// Where many variants hold back many others, their number grows with the square of the variants.
  public static let maximumHints = 1_000_000

  /// Answers a request.
  ///
  /// - Throws: ``InvalidDocument`` when a total does not fit 64 bits, or when the answer would list more than
  ///   ``maximumHints`` unlock hints.
  /// - Complexity: O(n + hints).
  public init(to request: AvailabilityRequest) throws(InvalidDocument) {
    self.request = request
    state = AllocationSnapshot(of: request.tallies, under: request.rules)
    do throws(AllocationError) {
      producedUnits = try state.producedUnits()
      excessUnits = try state.excessUnits()
    } catch {
      throw InvalidDocument([
        Violation(FieldPath("variants"), .tooLarge, "the units produced, or left over, in all do not fit 64 bits")
      ])
    }
    hints = UnlockHints(of: state)
    guard hints.count <= AvailabilityAnswer.maximumHints else {
      throw InvalidDocument([
        Violation(
          FieldPath("variants"), .tooLarge,
          "the answer would list \(hints.count) unlock hints, more than \(AvailabilityAnswer.maximumHints); "
            + "ask about fewer variants at once")
      ])
    }
  }

  /// The answer as JSON.
  public var json: JSONValue {
    var object = JSONObject()
    object.append("bundlesNeeded", .integer(state.bundlesNeeded))
    object.append("producedUnits", .integer(producedUnits))
    object.append("excessUnits", .integer(excessUnits))
    object.append("variants", .array(state.rules.composition.variants.indices.map(variant(at:))))
    if let basket = request.basket { object.append("basket", state.decision(on: basket).json) }
    return .object(object)
  }

  private func variant(at position: Int) -> JSONValue {
    let answer = state.availability(at: position)
    var object = JSONObject()
    object.append("id", .string(answer.variant.text))
    object.append("ordered", .integer(answer.ordered))
    object.append("maxAllowed", .integer(answer.maxAllowed))
    object.append("available", .integer(answer.available))
    object.append("isLocked", .bool(answer.isLocked))
    object.append("excess", .integer(answer.excess))
    object.append("constraint", answer.constraint.json)
    object.append("unlock", .array(hints[position].map { $0.json }))
    return .object(object)
  }
}

extension Constraint {
  fileprivate var json: JSONValue {
    var object = JSONObject()
    object.append("kind", .string(kind))
    if let variant { object.append("variant", .string(variant.text)) }
    return .object(object)
  }
}

extension UnlockHint {
  fileprivate var json: JSONValue { ["variant": .string(variant.text), "units": .integer(units)] }
}

extension BasketDecision {
  fileprivate var json: JSONValue {
    [
      "accepted": .bool(isAccepted), "bundlesNeeded": .integer(bundlesNeeded),
      "violations": .array(violations.map { $0.json }),
    ]
  }
}

extension BasketViolation {
  fileprivate var json: JSONValue {
    switch self {
    case .capacity(let bundles):
      ["kind": "capacity", "bundles": .integer(bundles)]
    case .tolerance(let variant, let excess, let tolerance):
      ["variant": .string(variant.text), "excess": .integer(excess), "tolerance": .integer(tolerance)]
    case .unavailable(let variant, let asked, let available):
      ["variant": .string(variant.text), "asked": .integer(asked), "available": .integer(available)]
    }
  }
}
