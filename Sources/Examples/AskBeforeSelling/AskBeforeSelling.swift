import GrosirCore

/// The smallest shop: it asks before it sells, and says why when it does not.
@main
struct AskBeforeSelling {
  static func main() throws(AllocationError) {
    // A hoodie: a bundle is 2 S + 5 M + 4 L + 1 XL, and the warehouse tolerates so many of each left over.
    let (small, medium) = (VariantID(literal: "S"), VariantID(literal: "M"))
    let (large, extraLarge) = (VariantID(literal: "L"), VariantID(literal: "XL"))
    let rules = try AllocationRules(
      [
        .init(small, unitsPerBundle: 2, tolerance: 20), .init(medium, unitsPerBundle: 5, tolerance: 50),
        .init(large, unitsPerBundle: 4, tolerance: 40), .init(extraLarge, unitsPerBundle: 1, tolerance: 30),
      ], policy: .standard)
    var session = AllocationIndex(under: rules)

    for units in [45, 10, 5, 1] {
      let basket = try Basket([(variant: medium, units: units)], of: rules.composition)
      guard session.decision(on: basket).isAccepted else {
        print("\(units) M: \(session.explanation(of: basket).sentence(in: .english))")
        continue
      }
      for line in basket.lines {
        try session.apply(.held(line.units), at: line.position)  // the buyer joins,
        try session.apply(.paid(line.units), at: line.position)  // and pays
      }
      print("\(units) M: sold.")
    }
    if let position = rules.composition.position(of: medium) {
      print(session.explanation(at: position).sentence(in: .indonesian))
    }
  }
}
