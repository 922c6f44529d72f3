import GrosirCore
import GrosirTesting
import XCTest

/// A checkout asks for everything that its cart is about, and for nothing twice, however many lines it has.
final class PlaceOrderReadsTests: XCTestCase {
  func testEverythingIsReadOnceInTheOrderOfTheCart() throws {
    let report = try checkProperty(
      "a cart's reads, each once", cases: 2_000, minimumShares: ["more than sixteen": 0.2, "something twice": 0.5]
    ) { choices in
      // From all alike to all different, with more than are told apart by looking at each.
      let kinds = choices.integer(in: 1...60)
      func name<Subject>(_ prefix: String) -> Identifier<Subject> {
        Identifier(unchecked: "\(prefix)-\(choices.integer(in: 1...kinds))")
      }
      let lines = (0..<choices.integer(in: 0...PlaceOrder.mostLines)).map { _ in
        PlaceOrder.Line(
          name("product"), name("variant"), units: 1, unitPrice: 1, soldBy: name("seller"),
          from: StockPlace(owner: name("owner"), location: OrderExample.place.location))
      }
      let command = PlaceOrder(
        CheckoutID(literal: "C"), buyer: OrderExample.ani, lines: lines, to: OrderExample.address,
        total: Money(1, .idr))
      let context = Context(
        tenant: TenantID(literal: "shop"), command: CommandID(literal: "place"), actor: ActorID(literal: "ani"),
        now: .epoch, seed: 1)
      let reads = command.reads(in: context)
      var expected: [Read] = [.order(.order(OrderID(literal: "C/1")))]
      expected += lines.map { .product($0.product) } + lines.map { .partner(.seller($0.seller)) }
      expected += lines.map { .partner(.listing(ListingKey($0.seller, $0.variant))) }
      for line in lines {
        let key = line.place.key(of: line.variant)
        expected += [.stock(.item(key)), .stock(.due(on: key, through: .epoch))]
      }
      var known: Set<Read> = []
      let once = expected.filter { known.insert($0).inserted }
      if once.count < expected.count { choices.count("something twice") }
      if Set(lines.map { $0.product }).count > 16 { choices.count("more than sixteen") }
      try expectEqual(reads, once, "what is read")
    }
    print(report)
  }
}
