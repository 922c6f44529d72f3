extension PlaceOrder {
  /// The cart, what it costs and where it goes, if there is nothing wrong with any of it.
  func checked(
    with workingSet: WorkingSet
  ) throws(Interruption<OrderError>) -> (cart: Cart, amounts: OrderAmounts, address: ShippingAddress) {
    var violations: [Violation] = []
    if checkout.text.utf8.count > PlaceOrder.longestCheckout {
      violations.append(
        Violation(FieldPath("checkout"), .tooLarge, "a checkout's identity has \(PlaceOrder.longestCheckout) bytes"))
    }
    let cart = cart(of: workingSet, &violations)
    let address = ShippingAddress(address, at: FieldPath("address"), &violations)
    let amounts = amounts(ofGoods: cart?.goods, &violations)
    if let violation = spanViolation { violations.append(violation) }
    guard violations.isEmpty, let cart, let amounts, let address else { throw .refused(.invalid(violations)) }
    return (cart, amounts, address)
  }

  private var spanViolation: Violation? {
    if span == .untilReleased {
      return Violation(FieldPath("lasting"), .inconsistent, "what is not paid is held for some time, and no longer")
    }
    return rules.violation(of: span)
  }

  /// The cart, or nil if a line of it is not as it should be.
  private func cart(of workingSet: WorkingSet, _ violations: inout [Violation]) -> Cart? {
    let path = FieldPath("lines")
    guard 1...PlaceOrder.mostLines ~= lines.count else {
      violations.append(
        Violation(
          path, lines.isEmpty ? .missing : .tooLarge, "a cart has 1 to \(PlaceOrder.mostLines) lines"))
      return nil
    }
    let before = violations.count
    var cart = Cart()
    for (position, line) in lines.enumerated() {
      guard let product = workingSet.product(line.product) else {
        violations.append(
          Violation(path.index(position).field("product"), .unknown, "there is no product \(line.product.text)"))
        continue
      }
      guard let checked = self.line(line, of: product, at: path.index(position), &violations) else { continue }
      guard cart.add(checked, soldBy: line.seller, from: product.factory) else {
        violations.append(Violation(path.index(position), .tooLarge, "the cart costs more than can be counted"))
        continue
      }
    }
    guard violations.count == before else { return nil }
    if cart.goods == nil { violations.append(Violation(path, .tooLarge, "the cart costs more than can be counted")) }
    return cart
  }

  /// A line as it is bought, or nil if something is wrong with it.
  private func line(
    _ line: Line, of product: Product, at path: @autoclosure () -> FieldPath, _ violations: inout [Violation]
  ) -> OrderLine? {
    var validation = CatalogueValidation()
    let variant = product.variant(line.variant)
    if variant == nil {
      validation.note(path().field("variant"), .unknown, "\(product.id.text) has no variant \(line.variant.text)")
    }
    let units = validation.integer(line.units, in: 1...Quantity.maximum, path().field("units"))
    let price = validation.integer(line.unitPrice, in: 0...(2 * Product.maximumPrice), path().field("unitPrice"))
    if product.currency != total.currency {
      validation.note(
        path().field("product"), .inconsistent,
        "it costs \(product.currency.code), and the total is in \(total.currency.code)")
    }
    violations += validation.violations
    guard validation.violations.isEmpty, let variant, let units, let price else { return nil }
    return OrderLine(
      variant.id, of: product, units: units, unitPrice: Money(price, product.currency),
      priceAdjustment: variant.priceAdjustment, stock: line.key)
  }

  /// What the cart costs, if discount, tax and shipping are what they may be and all of it adds up to the total.
  private func amounts(ofGoods goods: Int64?, _ violations: inout [Violation]) -> OrderAmounts? {
    let before = violations.count
    for (field, amount) in [("discount", discount), ("tax", tax), ("shipping", shipping)] where amount < 0 {
      violations.append(Violation(FieldPath(field), .outOfRange, "\(amount) is less than nothing"))
    }
    guard let goods else { return nil }
    if discount > goods {
      violations.append(
        Violation(FieldPath("discount"), .inconsistent, "\(discount) is more than \(goods), what the goods cost"))
    }
    guard violations.count == before else { return nil }
    let amounts = OrderAmounts(goods: goods, discount: discount, tax: tax, shipping: shipping, total.currency)
    guard let amounts else {
      violations.append(Violation(FieldPath("total"), .tooLarge, "it is more than can be counted"))
      return nil
    }
    guard amounts.total == total else {
      violations.append(
        Violation(
          FieldPath("total"), .inconsistent, "goods − discount + tax + shipping is \(amounts.total), not \(total)"))
      return nil
    }
    return amounts
  }
}

// MARK: On record

extension PlaceOrder {
  /// What is asked for.
  public var record: Record {
    [
      "checkout": checkout.record, "buyer": buyer.record, "lines": lines.record, "address": address.record,
      "discount": discount.record, "tax": tax.record, "shipping": shipping.record, "total": total.record,
      "fee": fee.value.record, "lasting": span.record, "rules": rules.record,
    ]
  }
}

extension PlaceOrder.Line: Recorded {
  /// Everything.
  public var record: Record {
    [
      "product": product.record, "variant": variant.record, "units": units.record, "unitPrice": unitPrice.record,
      "seller": seller.record, "place": place.record,
    ]
  }
}

extension PlaceOrder.Receipt {
  /// The orders.
  public var record: Record { ["orders": orders.record] }

  /// From the orders.
  public init?(record: Record) {
    guard let orders: [Placed] = record.field("orders") else { return nil }
    self.init(orders: orders)
  }
}

extension PlaceOrder.Receipt.Placed {
  /// Everything.
  public var record: Record {
    [
      "order": order.record, "seller": seller.record, "factory": factory.record, "total": total.record,
      "until": until.record,
    ]
  }

  /// From everything.
  public init?(record: Record) {
    guard let order: OrderID = record.field("order"), let seller: SellerID = record.field("seller"),
      let factory: FactoryID = record.field("factory"), let total: Money = record.field("total"),
      let until: Instant = record.field("until")
    else { return nil }
    self.init(order: order, seller: seller, factory: factory, total: total, until: until)
  }
}
