/// A small scenario of timed commands, as the document that `grosir replay` reads (SPEC §15).
///
/// ``Choices/scenario(_:)`` draws one. Its text has a line for every command, so that a failing one can be read, kept
/// as a fixture, and cut down by hand further than it was shrunk.
public struct RandomScenario: Sendable, Hashable, CustomStringConvertible {
  /// The products that are there from the start, each as an object of the document.
  public let products: [String]

  /// What is in the warehouse before anything is opened, and who makes more; that belongs to what is given.
  public let stock: [Step]

  /// The sessions that are opened at the start; they belong to what is given, as the products do.
  public let sessions: [Step]

  /// What is done then: the part that shrinks by dropping commands.
  public let steps: [Step]

  /// One command, and when it is given.
  public struct Step: Sendable, Hashable {
    /// When it is given, in seconds since the start; negative before it.
    public let second: Int

    /// Its identity, where it is given one.
    ///
    /// Several steps may share one: then the later are answered like the first, or conflict with it.
    public let command: String?

    /// What is done: `joinSession`.
    public let verb: String

    /// What the verb takes, as an object of the document.
    public let content: String

    /// The step as an object of the document, on one line.
    public var text: String {
      let identity = command.map { "\"command\":\"\($0)\"," } ?? ""
      let sign = second < 0 ? "-" : "+"
      return "{\"at\":\"\(sign)\(second.magnitude)s\",\(identity)\"\(verb)\":\(content)}"
    }
  }

  /// The document, one line for each product and step, with a newline at the end.
  public var text: String {
    """
    {"start":"2026-03-02T09:00:00+07:00",
    "products":[
    \(products.joined(separator: ",\n"))],
    "steps":[
    \((stock + sessions + steps).map { $0.text }.joined(separator: ",\n"))]}

    """
  }

  /// The document.
  public var description: String { text }
}
