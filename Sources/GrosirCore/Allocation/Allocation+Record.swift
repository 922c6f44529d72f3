extension Constraint: Recordable {
  /// The kind, and the other variant where one binds.
  public var record: Record {
    guard let variant else { return ["kind": .text(kind)] }
    return ["kind": .text(kind), "variant": variant.record]
  }

  /// From the kind, and the other variant where one binds.
  public init?(record: Record) {
    let variant: VariantID? = record.field("variant")
    switch (record["kind"], variant) {
    case (.text("unlimited"), nil): self = .unlimited
    case (.text("capacity"), nil): self = .capacity
    case (.text("progress"), nil): self = .progress
    case (.text("stock"), nil): self = .stock
    case (.text("tolerance"), let variant?): self = .tolerance(of: variant)
    case (.text("ahead"), let variant?): self = .ahead(of: variant)
    default: return nil
    }
  }
}

extension UnlockHint: Recordable {
  /// Variant and units.
  public var record: Record { ["variant": variant.record, "units": units.record] }

  /// From variant and units.
  public init?(record: Record) {
    guard let variant: VariantID = record.field("variant"), let units: Int = record.field("units") else { return nil }
    self.init(variant: variant, units: units)
  }
}

extension ToleranceBreach: Recordable {
  /// Variant, excess and tolerance.
  public var record: Record {
    ["variant": variant.record, "excess": excess.record, "tolerance": tolerance.record]
  }

  /// From variant, excess and tolerance.
  public init?(record: Record) {
    guard let variant: VariantID = record.field("variant"), let excess: Int = record.field("excess"),
      let tolerance: Int = record.field("tolerance")
    else { return nil }
    self.init(variant: variant, excess: excess, tolerance: tolerance)
  }
}

extension BasketDecision: Recordable {
  /// The bundles needed, and what speaks against it.
  public var record: Record { ["bundlesNeeded": bundlesNeeded.record, "violations": violations.record] }

  /// From the bundles needed, and what speaks against it.
  public init?(record: Record) {
    guard let bundles: Int = record.field("bundlesNeeded"),
      let violations: [BasketViolation] = record.field("violations")
    else { return nil }
    self.init(bundlesNeeded: bundles, violations: violations)
  }
}

extension BasketViolation: Recordable {
  /// What the case carries.
  public var record: Record {
    switch self {
    case .capacity(let bundles): ["kind": "capacity", "bundles": bundles.record]
    case .tolerance(let variant, let excess, let tolerance):
      ["variant": variant.record, "excess": excess.record, "tolerance": tolerance.record]
    case .unavailable(let variant, let asked, let available):
      ["variant": variant.record, "asked": asked.record, "available": available.record]
    }
  }

  /// From what the case carries.
  public init?(record: Record) {
    if let bundles: Int = record.field("bundles") {
      self = .capacity(bundles: bundles)
      return
    }
    guard let variant: VariantID = record.field("variant") else { return nil }
    if let excess: Int = record.field("excess"), let tolerance: Int = record.field("tolerance") {
      self = .tolerance(variant: variant, excess: excess, tolerance: tolerance)
    } else if let asked: Int = record.field("asked"), let available: Int = record.field("available") {
      self = .unavailable(variant: variant, asked: asked, available: available)
    } else {
      return nil
    }
  }
}
