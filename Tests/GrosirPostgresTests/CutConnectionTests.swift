import GrosirCore
import GrosirEngine
import GrosirPostgres
import GrosirTesting
import XCTest

/// A connection is cut between any two bytes of a command, and the command is done once.
///
/// Whoever gave it is answered all the same, or is told that nobody knows what became of it, and gives it again.
final class CutConnectionTests: DatabaseTestCase {
  /// Opens a store behind a proxy; one connection writes for all tenants.
  private func open() async throws -> (database: TestDatabase, proxy: CuttingProxy, shop: CutShop) {
    let database = try makeDatabase()
    let proxy = try CuttingProxy(to: try XCTUnwrap(ServerAddress().socketFolder))
    let store = try await PostgresStore(database.address("host=\(proxy.folder)"), writers: 1)
    let shop = CutShop(store: store)
    try await shop.fill()
    return (database, proxy, shop)
  }

  /// How many bytes go each way while one reserves, on a connection that is there or on a new one.
  private func measure(
    _ proxy: CuttingProxy, _ shop: CutShop, isNew: Bool
  ) async throws -> [CuttingProxy.Direction: Int] {
    _ = try await shop.give("measured-\(isNew)-before")
    if isNew { proxy.cutAll() }
    proxy.arm(nil)
    _ = try await shop.give("measured-\(isNew)")
    return Dictionary(uniqueKeysWithValues: CuttingProxy.Direction.allCases.map { ($0, proxy.passed($0)) })
  }

  func testEveryPlaceOfACut() async throws {
    let (_, proxy, shop) = try await open()
    let lengths = [
      true: try await measure(proxy, shop, isNew: true), false: try await measure(proxy, shop, isNew: false),
    ]
    var given = 0
    let report = try await checkProperty(
      "a command is done once, wherever its connection is cut", cases: 150,
      minimumShares: ["unknown": 0.1, "saved": 0.02, "not saved": 0.02, "unnoticed": 0.1]
    ) { choices in
      let isNew = choices.chance(1, in: 4)
      let direction = choices.anyCase(of: CuttingProxy.Direction.self)
      let length = lengths[isNew]?[direction] ?? 0
      let place = choices.boolean() ? length - choices.integer(in: 0...60) : choices.integer(in: 0...length)
      let count = choices.integer(in: 1...3)
      choices.note("\(count) commands, cut \(direction) at \(place) of \(length), \(isNew ? "new" : "old") connection")
      let names = (given..<given + count).map { "order-\(1_000 + $0)" }
      given += count
      let before = try await shop.reserved()
      if isNew { proxy.cutAll() }
      proxy.arm(CuttingProxy.Cut(direction: direction, bytes: place))
      let outcomes = await shop.giveTogether(names)
      let moment = proxy.heal()
      for (name, outcome) in outcomes {
        try await shop.settle(name, outcome, moment) { choices.count($0) }
      }
      if moment != nil, outcomes.allSatisfy({ $0.outcome == .answered }) { choices.count("unnoticed") }
      try expectEqual(try await shop.reserved(), before + count, "units that are reserved")
    }
    print(report)
    let result = try await Engine(shop.store).reconciliation(of: CutShop.tenant)
    XCTAssertEqual(result.differences, [])
    await shop.store.close()
  }

  /// The server is gone while one waits for the answer, and comes back later.
  func testAServerThatIsGoneInTheMiddle() async throws {
    let (_, proxy, shop) = try await open()
    proxy.arm(CuttingProxy.Cut(direction: .toClient, bytes: 0, isOfSaving: true, isLasting: true))
    let saving = await shop.giveTogether(["order-1001"])
    XCTAssertEqual(saving.map { $0.outcome }, [.unknown])
    // It is not let in, and has nothing more to wait for.
    let waiting = await shop.giveTogether(["order-1002"])
    XCTAssertEqual(waiting.map { $0.outcome }, [.unavailable])
    proxy.heal()
    _ = try await shop.give("order-1001")
    proxy.arm(CuttingProxy.Cut(direction: .toClient, bytes: 1, isLasting: true))
    let reading = await shop.giveTogether(["order-1003"])
    XCTAssertEqual(reading.map { $0.outcome }, [.unavailable])
    proxy.heal()
    for name in ["order-1002", "order-1003"] {
      let isThere = try await shop.give(name)
      XCTAssertFalse(isThere, name)
    }
    let reserved = try await shop.reserved()
    XCTAssertEqual(reserved, 3)
    await shop.store.close()
  }

  func testAWrongPassword() async throws {
    let database = try makeDatabase()
    do {
      _ = try await PostgresStore(database.address("user=locked", "password=s3cret"))
      XCTFail("it was let in")
    } catch {
      guard case .unavailable(let details) = error else { return XCTFail(error.debugDescription) }
      XCTAssert(details.contains("password"), details)
      XCTAssertFalse(details.contains("s3cret"), details)
      XCTAssertEqual(error.description, "the store is not available at the moment")
    }
  }

  /// What a server says when its disk is full is said here by a rule of the database.
  func testADiskThatIsFull() async throws {
    let database = try makeDatabase()
    let shop = CutShop(store: try await PostgresStore(database.address(), writers: 1))
    try await shop.fill()
    try database.execute(
      """
      CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$
      """)
    try database.execute("CREATE TRIGGER full_disk BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION full_disk()")
    let outcomes = await shop.giveTogether(["order-1001", "order-1002"])
    XCTAssertEqual(outcomes.map { $0.outcome }, [.full, .full])
    let before = try await shop.reserved()
    XCTAssertEqual(before, 0)
    try database.execute("DROP TRIGGER full_disk ON events")
    let isRepeated = try await shop.give("order-1001")
    XCTAssertFalse(isRepeated)
    let after = try await shop.reserved()
    XCTAssertEqual(after, 1)
    await shop.store.close()
  }
}

/// Orders that each reserve one unit.
struct CutShop: Sendable {
  let store: PostgresStore
  static let tenant = TenantID(literal: "tenant")
  private static let key = StockPlace.platform.key(of: VariantID(literal: "M"))

  /// What a command came to.
  enum Outcome: Sendable, Hashable {
    case answered, repeated, unknown, unavailable, full, other

    init(_ error: StoreError) {
      switch error {
      case .outcomeUnknown: self = .unknown
      case .unavailable: self = .unavailable
      case .limitReached: self = .full
      case .defect: self = .other
      }
    }
  }

  func fill() async throws {
    _ = try await Engine(store).execute(
      AdjustStock(CutShop.key, by: 1_000_000, because: .receipt), in: CutShop.context("stock"))
  }

  /// Reserves; says whether that had been answered before.
  func give(_ name: String) async throws(StoreError) -> Bool {
    guard let order = OrderID(name) else { preconditionFailure("a name is an identity") }
    let command = ReserveStock(order, [StockLine(CutShop.key, 1)])
    guard
      case .answered(.accepted, let isRepeated) =
        try await store.transact(Transaction(command, in: CutShop.context(name)))
    else { throw .defect("\(name) was not accepted") }
    return isRepeated
  }

  /// Reserves several at once.
  func giveTogether(_ names: [String]) async -> [(name: String, outcome: Outcome)] {
    await withTaskGroup(of: (name: String, outcome: Outcome).self) { group in
      for name in names {
        group.addTask {
          do throws(StoreError) {
            return (name, try await give(name) ? .repeated : .answered)
          } catch {
            return (name, Outcome(error))
          }
        }
      }
      var all: [(name: String, outcome: Outcome)] = []
      for await one in group { all.append(one) }
      return all.sorted { $0.name < $1.name }
    }
  }

  /// Gives a command again after it came to something, and sees that it is done once.
  func settle(
    _ name: String, _ outcome: Outcome, _ moment: CuttingProxy.Moment?, count: (String) -> Void
  ) async throws {
    let isSaved = try await give(name)
    switch outcome {
    case .answered: try expect(isSaved, "\(name) was answered, and is not there")
    case .unknown:
      count("unknown")
      count(isSaved ? "saved" : "not saved")
      // Whoever waits for an answer before anything is to be saved knows that nothing is.
      try expect(
        moment.map { $0.isSaving || !$0.isWaiting } == true, "\(name): it was known that nothing was saved")
    default: throw ExpectationFailure("\(name) came to \(outcome)")
    }
    try expect(try await give(name), "\(name) was given twice, and is not there")
  }

  /// How many units are reserved.
  func reserved() async throws -> Int {
    try await Engine(store).stock(of: CutShop.key, in: CutShop.tenant, at: .epoch)?.level.count.reserved ?? 0
  }

  private static func context(_ name: String) -> Context {
    guard let command = CommandID(name) else { preconditionFailure("a name is an identity") }
    return Context(tenant: tenant, command: command, actor: ActorID(literal: "test"), now: .epoch, seed: 1)
  }
}
