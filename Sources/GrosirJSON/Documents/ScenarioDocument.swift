public import GrosirCore

/// What `grosir replay` runs: products, and steps that are each a command at its time (SPEC §15).
///
/// ```json
/// {"start": "2026-03-02T09:00:00+07:00",
///  "products": [{"id": "hoodie", "basePrice": 200000, "target": 100,
///                "variants": [{"id": "S", "unitsPerBundle": 2, "tolerance": 20},
///                             {"id": "M", "unitsPerBundle": 5, "tolerance": 50}]}],
///  "steps": [{"at": "+0m", "createSession": {"session": "march", "tiers": [{"threshold": 2500, "price": 150000}]}},
///            {"at": "+1h", "joinSession": {"participant": "ani", "basket": {"M": 5}}, "expect": "accepted"},
///            {"at": "+2h", "confirmPayment": {"participant": "ani"}}]}
/// ```
///
/// A time is an instant or an offset from the start. The steps are run as they stand, in whatever order their times
/// are. Names are the writer's own and are not checked: what the engine says of a wrong one is a part of what a
/// scenario can show. Where a session or product is not named, it is the scenario's only one.
public struct Scenario: Sendable {
  /// Whose everything is.
  public let tenant: TenantID

  /// From when offsets count, and when the products are there.
  public let start: Instant

  /// The products that are there from the start; valid, each with another identity.
  public let products: [Product.Draft]

  /// What happens, in the order in which it does.
  public let steps: [Step]

  /// The most products one document may list.
  public static let maximumProducts = 1_000

  /// The most steps one document may have.
  public static let maximumSteps = 400_000

  /// One command, and when it is given.
  public struct Step: Sendable {
    /// When it is given.
    public let at: Instant

    /// Its identity, if the writer gives it one: the same again is answered as before.
    public let command: CommandID?

    /// What is to be done.
    public let action: ScenarioAction

    /// What the writer expects, if anything.
    public let expectation: ScenarioExpectation?
  }
}

extension Scenario: DocumentReadable {
  /// Reads the scenario.
  public init(reading object: inout ObjectReader) throws(Unreadable) {
    let listed = DeclaredIdentifiers<Product>()
    let tenant = object.defaulted("tenant", .identifier(TenantID.self), to: TenantID(literal: "tenant"))
    let start = object.required("start", .text("an instant such as 2026-03-02T09:00:00+07:00", Instant.init(readable:)))
    let products = object.required(
      "products",
      .array(
        of: .one(
          declaring: listed,
          .object { entry throws(Unreadable) in try ScenarioProduct(reading: &entry, into: listed) }),
        count: 0...Scenario.maximumProducts))
    let known = products.value.map { $0.map(\.id) }
    let scope = ScenarioScope(start: start.value ?? .epoch, products: known)
    let steps = object.required(
      "steps",
      .array(
        of: .object { entry throws(Unreadable) in try DraftStep(reading: &entry, in: scope) },
        count: 0...Scenario.maximumSteps))
    object.end()
    let drafts = try steps()
    let session = try Scenario.onlySession(of: drafts, object)
    (self.tenant, self.start) = try (tenant(), start())
    self.products = try products().map { $0.draft }
    self.steps = drafts.map { draft in
      Step(at: draft.at, command: draft.command, action: draft.action(in: session), expectation: draft.expectation)
    }
  }

  /// The session that steps mean which name none; if there is none or several, each of them is refused.
  private static func onlySession(of drafts: [DraftStep], _ object: ObjectReader) throws(Unreadable) -> SessionID {
    let created = Set(drafts.compactMap { $0.created })
    if created.count == 1, let only = created.first { return only }
    let message =
      created.isEmpty
      ? "is required, but missing, where the scenario creates no session"
      : "is required, but missing, where the scenario creates \(created.count) sessions"
    let violations = drafts.filter { $0.namesNoSession }.map { draft in
      Violation(draft.path.field("session"), .missing, message)
    }
    // Nobody asks for it where every step names its own.
    guard violations.isEmpty else { throw object.refuse(violations) }
    return SessionID(literal: "session")
  }
}

/// A product that a scenario lists: valid, and with an identity.
private struct ScenarioProduct {
  let id: ProductID
  let draft: Product.Draft

  init(reading object: inout ObjectReader, into listed: DeclaredIdentifiers<Product>) throws(Unreadable) {
    let draft = try Product.Draft(reading: &object, declaring: listed)
    id = try object.acceptingInside { () throws(CatalogueError) in try Product(draft) }.id
    self.draft = draft
  }
}

/// What steps refer to without saying it.
package struct ScenarioScope {
  /// From when offsets count.
  let start: Instant
  /// The products the document lists, or nil if they could not be read.
  let products: [ProductID]?

  /// The product that is meant where none is named.
  var onlyProduct: ProductID? { products?.count == 1 ? products?.first : nil }

  /// The product that is named, or the only one; refused where that does not say which.
  func product(_ named: ProductID?, _ object: ObjectReader) throws(Unreadable) -> ProductID {
    if let found = named ?? onlyProduct { return found }
    guard products != nil else { throw Unreadable() }
    throw object.refuse("product", .missing, "is required, but missing, where the scenario lists not exactly one")
  }

  /// What is known before the steps are read.
  package init(start: Instant, products: [ProductID]?) {
    self.start = start
    self.products = products
  }
}

/// A step as it stands in the document; which session it is about may depend on all steps.
package struct DraftStep {
  let at: Instant
  let command: CommandID?
  let expectation: ScenarioExpectation?
  /// Where its verb stands.
  let path: FieldPath
  private let draft: DraftAction

  /// Reads a step.
  package init(reading object: inout ObjectReader, in scope: ScenarioScope) throws(Unreadable) {
    let at = object.required("at", .time(since: scope.start))
    let command = object.optional("command", .identifier(CommandID.self))
    let expectation = object.optional("expect", .choice(of: ScenarioExpectation.self))
    let now = at.value ?? scope.start
    let verbs = ScenarioVerb.allCases.map { verb in
      (
        verb,
        object.optional(
          verb.rawValue,
          .object { entry throws(Unreadable) in try DraftAction(verb, reading: &entry, at: now, in: scope) })
      )
    }
    object.end()
    let given = verbs.filter { verb in
      if case .some(.none) = verb.1.value { return false }
      return true
    }
    guard let (verb, field) = given.first else {
      let names = ScenarioVerb.allCases.map { $0.rawValue }.joined(separator: ", ")
      throw object.refuse([Violation(object.path, .missing, "a step has one of \(names)")])
    }
    for (other, _) in given.dropFirst() {
      object.refuse(other.rawValue, .inconsistent, "a step does one thing, and this one does \(verb.rawValue) already")
    }
    guard given.count == 1, let draft = try field() else { throw Unreadable() }
    self.draft = draft
    path = object.path.field(verb.rawValue)
    (self.at, self.command, self.expectation) = try (at(), command(), expectation())
  }

  /// The session it creates, if it creates one.
  var created: SessionID? { draft.created }

  /// Whether it is about a session and does not say which.
  var namesNoSession: Bool { draft.namesNoSession }

  /// What is to be done, where `session` is meant if none is named.
  func action(in session: SessionID) -> ScenarioAction { draft.action(in: session) }
}

extension ObjectReader {
  /// What the domain makes of all of this object, whose paths begin with its fields.
  func acceptingInside<Value, Refusal: DomainRefusal>(
    _ make: () throws(Refusal) -> Value
  ) throws(Unreadable) -> Value {
    do throws(Refusal) {
      return try make()
    } catch {
      throw refuse(error.violations.map { Violation(path.appending($0.path), $0.code, $0.message) })
    }
  }
}
