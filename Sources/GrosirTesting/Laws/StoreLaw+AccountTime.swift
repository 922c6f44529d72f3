import GrosirCore
import GrosirEngine

extension StoreLaw {
  func accountsNeverGoBackInTime(in store: some GrosirStore) async throws {
    let tenant = TenantID(literal: "tenant")
    let (late, early) = (LawScene.at(.days(3)), LawScene.at(.days(1)))
    // The same buyers are credited by one session, and then, by a clock that has jumped back, by another.
    let second = try await LawShop(in: store, session: SessionID(literal: "late"), lasting: .days(3))
    let first = try await LawShop(in: store, session: SessionID(literal: "early"), lasting: .days(1))
    for shop in [second, first] { try await shop.sellInItsOwnName() }
    for (shop, now) in [(second, late), (first, early)] {
      _ = try await shop.engine.execute(
        CloseSession(shop.session), in: shop.context("close \(shop.session.text)", at: now))
    }
    let wallet = Account.wallet(first.join("a").buyer)
    let credits = try await first.statement(of: wallet)
    try expectEqual(credits.map { $0.entry.instant }, [late, late], "from when on two credits of a wallet count")
    var owned = 0
    for line in try await store.balances(of: tenant).balances where line.account.owner != nil {
      let lines = try await first.statement(of: line.account)
      for (next, before) in zip(lines, lines.dropFirst()) {
        try expect(
          next.entry.instant >= before.entry.instant,
          "\(next.entry.reference) of \(line.account) is dated before \(before.entry.reference)")
      }
      try expectEqual(
        try await first.standing(of: line.account).lastInstant, lines.first?.entry.instant,
        "the last instant of \(line.account)")
      owned += lines.count
    }
    try expect(owned > 6, "the story posts to accounts that somebody owns")
  }
}

extension LawShop {
  /// Two buyers take and pay all units there are, as participants of this very session.
  fileprivate func sellInItsOwnName() async throws {
    for (buyer, size) in [("a", VariantID(literal: "S")), ("b", VariantID(literal: "M"))] {
      let name = "\(buyer) of \(session.text)"
      var command = join(name, units: 5)
      command.buyer = join(buyer).buyer
      command.lines = [.init(size, units: 5, unitPrice: LawScene.price)]
      _ = try await engine.execute(command, in: context("join \(name)"))
      _ = try await engine.execute(pay(name, units: 5), in: context("pay \(name)"))
    }
  }
}
