/// Units of one variant, by the variant's identity, as people and programs outside name them.
public struct VariantUnits: Sendable, Hashable {
  /// The variant.
  public let variant: VariantID

  /// How many units.
  public let units: Int

  /// Creates a line.
  public init(_ variant: VariantID, _ units: Int) {
    self.variant = variant
    self.units = units
  }
}

extension VariantUnits: Recordable {
  /// Variant and units.
  public var record: Record {
    // Not as a literal, which is an array of pairs before it is one of fields.
    .fields([.init("variant", .text(variant.text)), .init("units", .integer(Int64(units)))])
  }

  /// From variant and units.
  public init?(record: Record) {
    guard let variant: VariantID = record.field("variant"), let units: Int = record.field("units") else { return nil }
    self.init(variant, units)
  }
}

extension Sequence<VariantUnits> {
  /// All units together.
  var units: Int { reduce(0) { $0 + $1.units } }

  /// The units of one variant; 0 where it has no line.
  package func units(of variant: VariantID) -> Int { first { $0.variant == variant }?.units ?? 0 }
}

extension Basket {
  /// The basket's lines by the variants' identities.
  func lines(in composition: Composition) -> [VariantUnits] {
    // Mostly it is one: to make an array with it costs half as much as to let one grow.
    if lines.count == 1 { return [VariantUnits(composition.variants[lines[0].position], lines[0].units)] }
    return lines.map { VariantUnits(composition.variants[$0.position], $0.units) }
  }
}
