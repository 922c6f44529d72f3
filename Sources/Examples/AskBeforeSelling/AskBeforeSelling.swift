import GrosirCore

/// The smallest shop: it asks before it sells, and says why when it does not.
@main
struct AskBeforeSelling {
  static func main() throws(AllocationError) {
    // A hoodie: a bundle is 2 S + 5 M + 4 L + 1 XL, and the warehouse tolerates so many of each left over.
    let rules = try AllocationRules(
      [
        .init("S", unitsPerBundle: 2, tolerance: 20), .init("M", unitsPerBundle: 5, tolerance: 50),
        .init("L", unitsPerBundle: 4, tolerance: 40), .init("XL", unitsPerBundle: 1, tolerance: 30),
      ], policy: .standard)
    var session = AllocationIndex(under: rules)

    for (variant, units) in [("M", 45), ("M", 10), ("M", 5), ("M", 1)] as [(VariantID, Int)] {
      let basket = try Basket([(variant, units)], of: rules.composition)
      guard session.decision(on: basket).isAccepted else {
        print("refused  \(units) \(variant): \(session.explanation(of: basket).sentence(in: .english))")
        continue
      }
      for line in basket.lines {
        try session.apply(.held(line.units), at: line.position)  // the buyer joins,
        try session.apply(.paid(line.units), at: line.position)  // and pays
      }
      print("sold     \(units) \(variant)")
    }
    for position in rules.composition.variants.indices {
      print(session.explanation(at: position).sentence(in: .indonesian))
    }
  }
}
