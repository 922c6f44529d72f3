internal import GrosirSQL

/// Many questions of one kind as one: what the server spends on each statement it then spends once.
///
/// A question `SELECT … WHERE tenant = $1 AND order_id = $2` becomes, for many tenants and orders,
///
///     SELECT k.place, q.* FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS k (p1, p2, place)
///     CROSS JOIN LATERAL (SELECT … WHERE tenant = k.p1 AND order_id = k.p2) AS q
struct PostgresGathering {
  /// The question for many.
  let statement: SQLStatement

  /// The question for one, which is known by its identity and must not go before this.
  private let original: SQLStatement

  /// Whether each placeholder is a number.
  private let areNumbers: [Bool]

  /// How many questions are worth it.
  static let fewest = 4

  /// The question for many; nil if the statement changes something or has an order, or if it is not plain what is bound
  /// to it.
  init?(_ query: SQLQuery) {
    let text = query.statement.text
    guard text.hasPrefix("SELECT"), !text.contains("ORDER BY") else { return nil }
    guard !query.values.isEmpty, !query.values.contains(.null) else { return nil }
    original = query.statement
    areNumbers = query.values.map { $0.integer != nil }
    let arrays = areNumbers.enumerated().map { "$\($0 + 1)::\($1 ? "bigint" : "text")[]" }
    let names = areNumbers.indices.map { "p\($0 + 1)" }
    var one = ""
    for part in text.split(separator: "$", omittingEmptySubsequences: false) {
      one += one.isEmpty ? String(part) : "k.p\(part)"
    }
    statement = SQLStatement(
      """
      SELECT k.place, q.* FROM unnest(\(arrays.joined(separator: ", "))) WITH ORDINALITY
        AS k (\(names.joined(separator: ", ")), place)
      CROSS JOIN LATERAL (\(one)) AS q
      """)
  }

  /// Whether it serves a question as well.
  func fits(_ query: SQLQuery) -> Bool {
    query.values.count == areNumbers.count
      && zip(query.values, areNumbers).allSatisfy { value, isNumber in
        isNumber ? value.integer != nil : value.text != nil
      }
  }

  /// The rows of each question, of the rows that the server found for all of them.
  func distribute(_ rows: [[SQLValue]], among count: Int) throws(SQLFailure) -> [[[SQLValue]]] {
    var all = [[[SQLValue]]](repeating: [], count: count)
    for row in rows {
      guard let place = row.first?.integer, 1...count ~= Int(place) else {
        throw SQLFailure(.other, "the server answered a question that was not asked")
      }
      all[Int(place) - 1].append(Array(row.dropFirst()))
    }
    return all
  }
}
