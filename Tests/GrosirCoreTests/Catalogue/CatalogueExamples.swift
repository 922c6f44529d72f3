import GrosirCore

/// Valid drafts, for tests to damage one field at a time.
enum CatalogueExamples {
  static var product: Product.Draft {
    Product.Draft(
      id: "shirt", factory: "bandung-1", sku: "TSHIRT-001", name: "T-shirt", currency: "IDR", basePrice: 200_000,
      unitCost: 90_000, target: 100, expectedCompletion: .days(14),
      variants: [
        Variant.Draft(id: "S", sku: "TSHIRT-S", name: "Small", unitsPerBundle: 2, tolerance: 20),
        Variant.Draft(
          id: "M", sku: "TSHIRT-M", name: "Medium", priceAdjustment: 5_000, unitsPerBundle: 5, tolerance: 50,
          notes: "Sells off quickly.\nAsk Dewi.", clearanceRate: 8_000, reorderPoint: 4, maximum: 8),
        Variant.Draft(id: "L", sku: "TSHIRT-L", name: "Large", priceAdjustment: 10_000, unitsPerBundle: 4),
      ])
  }

  static var factory: Factory.Draft {
    Factory.Draft(
      id: "bandung-1", name: "CV Bandung Tekstil", phone: "+6281234567890",
      bank: BankDetails.Draft(code: "BCA", account: "5550001111", holder: "Dewi Lestari"), postalCode: "40123")
  }

  static var location: Location.Draft {
    Location.Draft(
      id: "cakung", name: "Gudang Cakung", address: "Jl. Raya Bekasi 12\nJakarta Timur", postalCode: "13910")
  }

  /// A violation's path and kind, which is what callers rely on.
  static func summary(_ error: CatalogueError?) -> [String] {
    guard case .invalid(let violations) = error else { return [] }
    return violations.map { "\($0.path) \($0.code.rawValue)" }
  }
}
